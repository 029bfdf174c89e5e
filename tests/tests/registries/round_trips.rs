//! What is read is written back the same, for every emitted type of the five APIs.

use generated::runtime::{Wire, from_slice, to_value};
use generated::{braintrust, composio, everruns, gaia, portkey};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Whether a property is there, and what it may be.
#[derive(Clone, Copy, PartialEq)]
enum Presence {
    Required,
    Optional,
    /// Absent, null or a value, and these are three things.
    TriState,
}

use Presence::{Optional, Required, TriState};

type Values = BoxedStrategy<Value>;
type Property = (&'static str, Presence, Values);

/// A type: its properties, and reading and writing it.
struct Type {
    name: &'static str,
    properties: Vec<Property>,
    rewrite: fn(&Value) -> Result<Value, String>,
}

fn rewrite<T: Wire>(value: &Value) -> Result<Value, String> {
    let value: T = from_slice(value.to_string().as_bytes()).map_err(|error| error.to_string())?;
    to_value(&value).map_err(|error| error.to_string())
}

fn text() -> Values {
    any::<String>().prop_map(Value::from).boxed()
}

fn flag() -> Values {
    any::<bool>().prop_map(Value::from).boxed()
}

fn uuid() -> Values {
    let form = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    form.prop_map(Value::from).boxed()
}

/// Instants as they are written: in UTC, with no more digits than there need be.
fn instant() -> Values {
    let form = "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{0,8}[1-9])?Z";
    form.prop_map(Value::from).boxed()
}

fn number() -> Values {
    // What is whole comes from the other strategy: it is written without a point.
    let broken = any::<f64>().prop_filter("whole, or not JSON", |number| number.fract() != 0.0);
    prop_oneof![
        (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
        broken.prop_map(Value::from),
    ]
    .boxed()
}

fn listed(values: &'static [&'static str]) -> Values {
    // Values that are not listed are read and written as well.
    prop_oneof![
        proptest::sample::select(values).prop_map(Value::from),
        text()
    ]
    .boxed()
}

fn list(values: Values) -> Values {
    vec(values, 0..4).prop_map(Value::from).boxed()
}

fn map(values: Values) -> Values {
    btree_map(any::<String>(), values, 0..4)
        .prop_map(|map| Value::Object(map.into_iter().collect()))
        .boxed()
}

/// Objects with those properties, each there or not as it may be.
fn object(properties: &[Property]) -> Values {
    let mut whole = Just(Map::new()).boxed();
    for (name, presence, values) in properties.iter().cloned() {
        let value = match presence {
            Required => values.prop_map(Some).boxed(),
            Optional => proptest::option::of(values).boxed(),
            TriState => {
                prop_oneof![Just(None), Just(Some(Value::Null)), values.prop_map(Some)].boxed()
            }
        };
        whole = (whole, value)
            .prop_map(move |(mut map, value)| {
                map.extend(value.map(|value| (name.to_owned(), value)));
                map
            })
            .boxed();
    }
    whole.prop_map(Value::Object).boxed()
}

fn types() -> Vec<Type> {
    let mut types = small_types();
    types.extend(large_types());
    types
}

fn small_types() -> Vec<Type> {
    vec![
        Type {
            name: "braintrust CreateMcpServer",
            properties: vec![
                ("project_id", Required, uuid()),
                ("name", Required, text()),
                ("description", TriState, text()),
                ("url", Required, text()),
            ],
            rewrite: rewrite::<braintrust::types::CreateMcpServer>,
        },
        Type {
            name: "braintrust McpServer",
            properties: vec![
                ("id", Required, uuid()),
                ("project_id", Required, uuid()),
                ("user_id", TriState, uuid()),
                ("created", TriState, instant()),
                ("deleted_at", TriState, instant()),
                ("name", Required, text()),
                ("description", TriState, text()),
                ("url", Required, text()),
            ],
            rewrite: rewrite::<braintrust::types::McpServer>,
        },
        Type {
            name: "portkey CreateMcpServer",
            properties: vec![
                ("workspace_id", Optional, text()),
                ("name", Required, text()),
                ("description", TriState, text()),
                ("mcp_integration_id", Required, text()),
                ("slug", Optional, text()),
            ],
            rewrite: rewrite::<portkey::types::CreateMcpServer>,
        },
        Type {
            name: "portkey McpServerCreateResponse",
            properties: vec![("id", Optional, uuid()), ("slug", Optional, text())],
            rewrite: rewrite::<portkey::types::McpServerCreateResponse>,
        },
        Type {
            name: "composio CreateMcpServer",
            properties: vec![
                ("name", Required, text()),
                ("auth_config_ids", Required, list(text())),
                ("no_auth_apps", Optional, list(text())),
                ("allowed_tools", Optional, list(text())),
                ("managed_auth_via_composio", Optional, flag()),
            ],
            rewrite: rewrite::<composio::types::CreateMcpServer>,
        },
        Type {
            name: "composio ErrorResponse",
            properties: vec![("error", Required, object(&composio_error()))],
            rewrite: rewrite::<composio::types::ErrorResponse>,
        },
        Type {
            name: "composio ErrorResponseError",
            properties: composio_error(),
            rewrite: rewrite::<composio::types::ErrorResponseError>,
        },
        Type {
            name: "composio McpServerCommands",
            properties: composio_commands(),
            rewrite: rewrite::<composio::types::McpServerCommands>,
        },
        Type {
            name: "everruns ErrorResponse",
            properties: vec![("error", Required, text())],
            rewrite: rewrite::<everruns::types::ErrorResponse>,
        },
        Type {
            name: "gaia CreatedMcpServer",
            properties: vec![
                ("success", Optional, flag()),
                ("message", Optional, text()),
                ("serverId", Optional, text()),
            ],
            rewrite: rewrite::<gaia::types::CreatedMcpServer>,
        },
    ]
}

fn large_types() -> Vec<Type> {
    vec![
        Type {
            name: "composio McpServer",
            properties: vec![
                ("id", Required, text()),
                ("name", Required, text()),
                ("auth_config_ids", Required, list(text())),
                ("allowed_tools", Required, list(text())),
                ("mcp_url", Required, text()),
                ("toolkits", Required, list(text())),
                ("toolkit_icons", Required, map(text())),
                ("commands", Required, object(&composio_commands())),
                ("updated_at", Required, text()),
                ("created_at", Required, text()),
                ("server_instance_count", Required, number()),
                ("managed_auth_via_composio", Required, flag()),
            ],
            rewrite: rewrite::<composio::types::McpServer>,
        },
        Type {
            name: "everruns CreateMcpServer",
            properties: vec![
                ("api_key", TriState, text()),
                ("description", TriState, text()),
                ("headers", TriState, map(text())),
                ("name", Required, text()),
                ("transport_type", Optional, listed(&["http"])),
                ("url", Required, text()),
            ],
            rewrite: rewrite::<everruns::types::CreateMcpServer>,
        },
        Type {
            name: "everruns McpServer",
            properties: vec![
                ("api_key_set", Required, flag()),
                ("created_at", Required, instant()),
                ("description", TriState, text()),
                ("headers", Optional, map(text())),
                ("id", Required, text()),
                ("name", Required, text()),
                ("status", Required, listed(&["active", "disabled"])),
                ("transport_type", Required, listed(&["http"])),
                ("updated_at", Required, instant()),
                ("url", Required, text()),
            ],
            rewrite: rewrite::<everruns::types::McpServer>,
        },
        Type {
            name: "gaia CreateMcpServer",
            properties: vec![
                ("projectId", Required, text()),
                ("name", Required, text()),
                ("transportType", Required, listed(&["stdio", "http", "sse"])),
                ("description", Optional, text()),
                ("url", Optional, text()),
                ("connectionType", Optional, listed(&["direct", "proxy"])),
                ("command", Optional, text()),
                ("args", Optional, text()),
                ("env", Optional, map(text())),
                ("customHeaders", Optional, list(map(text()))),
                ("oauthClientId", Optional, text()),
                ("oauthClientSecret", Optional, text()),
                ("oauthScope", Optional, text()),
                ("proxyUrl", Optional, text()),
                ("proxyAuthToken", Optional, text()),
                ("proxyAuthHeader", Optional, text()),
                ("requestTimeout", Optional, number()),
                ("maxTotalTimeout", Optional, number()),
            ],
            rewrite: rewrite::<gaia::types::CreateMcpServer>,
        },
    ]
}

fn composio_error() -> Vec<Property> {
    vec![
        ("message", Required, text()),
        ("code", Required, number()),
        ("slug", Required, text()),
        ("status", Required, number()),
        ("request_id", Optional, text()),
        ("suggested_fix", Optional, text()),
        ("errors", Optional, list(text())),
    ]
}

fn composio_commands() -> Vec<Property> {
    vec![
        ("cursor", Required, text()),
        ("claude", Required, text()),
        ("windsurf", Required, text()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_written_back_the_same(
        (index, value, unknown) in (0..types().len()).prop_flat_map(|index| {
            let properties = types().swap_remove(index).properties;
            (Just(index), object(&properties), text())
        })
    ) {
        let ty = types().swap_remove(index);
        let written = (ty.rewrite)(&value);
        prop_assert!(
            written.as_ref() == Ok(&value),
            "{}: {value} became {written:?}", ty.name
        );
        // A field that is not described is passed over.
        let mut more = value.clone();
        more["not described"] = unknown;
        let written = (ty.rewrite)(&more);
        prop_assert!(
            written.as_ref() == Ok(&value),
            "{}: {more} became {written:?}", ty.name
        );
    }
}

/// One value of a type with every property.
fn whole(ty: &Type) -> Value {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut map = Map::new();
    for (name, _, values) in &ty.properties {
        let tree = values.new_tree(&mut runner).expect("a value");
        map.insert(
            (*name).to_owned(),
            proptest::strategy::ValueTree::current(&tree),
        );
    }
    Value::Object(map)
}

#[test]
fn what_must_be_there_is_missed_by_name() {
    for ty in types() {
        let value = whole(&ty);
        for (name, presence, _) in &ty.properties {
            let mut less = value.clone();
            less.as_object_mut().expect("an object").remove(*name);
            let written = (ty.rewrite)(&less);
            match presence {
                Required => {
                    let error = written.expect_err(name);
                    assert!(error.contains(name), "{} {name}: {error}", ty.name);
                }
                _ => assert_eq!(written.expect(name), less, "{} {name}", ty.name),
            }
        }
    }
}

#[test]
fn null_is_a_value_only_where_it_is_described() {
    for ty in types() {
        let value = whole(&ty);
        for (name, presence, _) in &ty.properties {
            let mut null = value.clone();
            null[*name] = json!(null);
            let written = (ty.rewrite)(&null);
            let place = format!("{} {name}: {written:?}", ty.name);
            match presence {
                Required => assert!(written.is_err(), "{place}"),
                TriState => assert_eq!(written.expect(name), null, "{place}"),
                // Servers write null where they mean nothing; what is sent is as described.
                Optional => {
                    let written = written.expect(name);
                    assert_eq!(written.get(*name), None, "{place}");
                }
            }
        }
    }
}
