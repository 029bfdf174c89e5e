//! The two doors of a type: typed fields, and untyped JSON. Both know the conditions of the
//! overlay.

use generated::gaia::types::{CreateMcpServer, TransportType};
use generated::{CheckJson, Validate};
use serde_json::json;

#[test]
fn both_doors_say_the_same_of_a_condition() {
    let typed = CreateMcpServer::new("p", "n", TransportType::Stdio);
    let untyped = json!({"projectId": "p", "name": "n", "transportType": "stdio"});
    let violations = typed.validate().expect_err("the command is missing");
    assert_eq!(violations.iter().count(), 1);
    let violations = CreateMcpServer::check_json(&untyped).expect_err("the command is missing");
    assert_eq!(violations.iter().count(), 1);
    assert!(!CreateMcpServer::is_valid_json(&untyped));
    assert!(typed.with_command("serve").is_valid());
}

#[test]
fn the_untyped_door_says_every_reason_at_once_without_a_secret() {
    let wrong = json!({
        "projectId": 1,
        "name": "",
        "transportType": "carrier pigeon",
        "oauthClientSecret": 12_345,
    });
    let violations = CreateMcpServer::check_json(&wrong).expect_err("it is all wrong");
    let pointers: Vec<&str> = violations.iter().map(|v| v.pointer.as_str()).collect();
    for expected in [
        "/projectId",
        "/name",
        "/transportType",
        "/oauthClientSecret",
    ] {
        assert!(pointers.contains(&expected), "{expected} in {pointers:?}");
    }
    assert!(!violations.to_string().contains("12345"));
    let bytes = serde_json::to_vec(&wrong).expect("JSON");
    assert!(CreateMcpServer::from_json_checked(&bytes).is_err());
}
