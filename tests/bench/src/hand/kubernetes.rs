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

/// The fields.
#[derive(Debug, Deserialize, garde::Validate, validator::Validate)]
#[garde(allow_unvalidated)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Hand {
    pub api_version: Option<String>,
    pub kind: Option<String>,
    pub metadata: Option<Metadata>,
    pub spec: Option<Spec>,
}

#[derive(Debug, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Metadata {
    pub name: Option<String>,
    pub namespace: Option<String>,
    pub labels: Option<BTreeMap<String, String>>,
    pub annotations: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Spec {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub selector: Option<BTreeMap<String, String>>,
    pub ip_families: Option<Vec<String>>,
    pub external_traffic_policy: Option<String>,
    pub health_check_node_port: Option<i32>,
    pub ports: Option<Vec<Port>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Port {
    pub name: Option<String>,
    pub port: i32,
    pub target_port: Option<Target>,
    pub protocol: Option<String>,
    pub node_port: Option<i32>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Target {
    Number(i32),
    Name(String),
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
