//! A service of Kubernetes. Its description has no limits: what must hold is in the types, and what
//! is left to check is nothing.

use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Invented.
pub const BODY: &str = r#"{
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {
        "name": "acme-widgets",
        "namespace": "acme",
        "labels": {"app": "widgets", "tier": "front"},
        "annotations": {"acme.example/owner": "the widgets team"}
    },
    "spec": {
        "type": "LoadBalancer",
        "selector": {"app": "widgets", "tier": "front"},
        "ipFamilies": ["IPv4", "IPv6"],
        "externalTrafficPolicy": "Local",
        "healthCheckNodePort": 31999,
        "ports": [
            {"name": "http", "port": 80, "targetPort": "http", "protocol": "TCP"},
            {"name": "https", "port": 443, "targetPort": 8443, "protocol": "TCP", "nodePort": 31443}
        ]
    }
}"#;

/// How much longer than [`is_valid`] the emitted check may take: nothing is compared with nothing.
pub const BAR: f64 = f64::INFINITY;

/// The fields: all that a service may have.
#[derive(Debug, Deserialize, garde::Validate, validator::Validate)]
#[garde(allow_unvalidated)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Hand {
    pub api_version: Option<String>,
    pub kind: Option<String>,
    pub metadata: Option<Metadata>,
    pub spec: Option<Spec>,
    pub status: Option<Status>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Metadata {
    pub annotations: Option<BTreeMap<String, String>>,
    pub creation_timestamp: Option<String>,
    pub deletion_grace_period_seconds: Option<i64>,
    pub deletion_timestamp: Option<String>,
    pub finalizers: Option<Vec<String>>,
    pub generate_name: Option<String>,
    pub generation: Option<i64>,
    pub labels: Option<BTreeMap<String, String>>,
    pub managed_fields: Option<Vec<ManagedFields>>,
    pub name: Option<String>,
    pub namespace: Option<String>,
    pub owner_references: Option<Vec<Owner>>,
    pub resource_version: Option<String>,
    pub self_link: Option<String>,
    pub uid: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct ManagedFields {
    pub api_version: Option<String>,
    pub fields_type: Option<String>,
    pub fields_v1: Option<BTreeMap<String, Value>>,
    pub manager: Option<String>,
    pub operation: Option<String>,
    pub subresource: Option<String>,
    pub time: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Owner {
    pub api_version: String,
    pub block_owner_deletion: Option<bool>,
    pub controller: Option<bool>,
    pub kind: String,
    pub name: String,
    pub uid: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Spec {
    pub allocate_load_balancer_node_ports: Option<bool>,
    #[serde(rename = "clusterIP")]
    pub cluster_ip: Option<String>,
    #[serde(rename = "clusterIPs")]
    pub cluster_ips: Option<Vec<String>>,
    #[serde(rename = "externalIPs")]
    pub external_ips: Option<Vec<String>>,
    pub external_name: Option<String>,
    pub external_traffic_policy: Option<String>,
    pub health_check_node_port: Option<i32>,
    pub internal_traffic_policy: Option<String>,
    pub ip_families: Option<Vec<String>>,
    pub ip_family_policy: Option<String>,
    pub load_balancer_class: Option<String>,
    #[serde(rename = "loadBalancerIP")]
    pub load_balancer_ip: Option<String>,
    pub load_balancer_source_ranges: Option<Vec<String>>,
    pub ports: Option<Vec<Port>>,
    pub publish_not_ready_addresses: Option<bool>,
    pub selector: Option<BTreeMap<String, String>>,
    pub session_affinity: Option<String>,
    pub session_affinity_config: Option<SessionAffinity>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct SessionAffinity {
    #[serde(rename = "clientIP")]
    pub client_ip: Option<ClientIp>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct ClientIp {
    pub timeout_seconds: Option<i32>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Port {
    pub app_protocol: Option<String>,
    pub name: Option<String>,
    pub node_port: Option<i32>,
    pub port: i32,
    pub protocol: Option<String>,
    pub target_port: Option<Target>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Target {
    Number(i32),
    Name(String),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Status {
    pub conditions: Option<Vec<Condition>>,
    pub load_balancer: Option<LoadBalancer>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Condition {
    pub last_transition_time: String,
    pub message: String,
    pub observed_generation: Option<i64>,
    pub reason: String,
    pub status: String,
    #[serde(rename = "type")]
    pub kind: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct LoadBalancer {
    pub ingress: Option<Vec<Ingress>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Ingress {
    pub hostname: Option<String>,
    pub ip: Option<String>,
    pub ports: Option<Vec<IngressPort>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct IngressPort {
    pub error: Option<String>,
    pub port: i32,
    pub protocol: String,
}

/// The rules, of which there are none.
pub fn is_valid(_: &Hand) -> bool {
    true
}

/// Changes to [`BODY`], each of which breaks one rule: where, and the value.
pub fn broken() -> Vec<(&'static str, Value)> {
    vec![
        ("/metadata/name", json!(5)),
        ("/metadata/labels/app", json!(["widgets"])),
        ("/spec/selector", json!("widgets")),
        ("/spec/ipFamilies/0", json!(4)),
        ("/spec/ports/0", json!({"name": "http"})),
        ("/spec/ports/1/port", json!("https")),
        ("/spec/ports/1/port", json!(443.5)),
        ("/spec/ports/1/targetPort", json!({})),
    ]
}
