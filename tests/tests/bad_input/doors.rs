// Both doors of emitted types on any bytes. The fuzzer of typed doors has this file, too.

use generated::runtime::{self as rt, Validate, Wire};
use generated::{CheckJson, braintrust, composio, everruns, gaia, portkey};

/// What must hold of one type.
fn one<T: Wire + Validate + CheckJson>(bytes: &[u8]) {
    let read = rt::from_slice::<T>(bytes);
    if let Ok(value) = &read {
        assert_eq!(value.is_valid(), value.validate().is_ok());
        let written = rt::to_value(value).expect("what was read can be written");
        assert!(
            rt::from_value::<T>(written).is_ok(),
            "what was written can be read"
        );
    }
    // Both doors, and bytes that are no JSON: a refusal, and what was checked is valid.
    if let Ok(value) = T::from_json_checked(bytes) {
        assert!(value.is_valid());
    }
}

/// What must hold of any bytes.
pub fn check(bytes: &[u8]) {
    one::<braintrust::types::CreateMcpServer>(bytes);
    one::<composio::types::CreateMcpServer>(bytes);
    one::<everruns::types::CreateMcpServer>(bytes);
    one::<gaia::types::CreateMcpServer>(bytes);
    one::<portkey::types::CreateMcpServer>(bytes);
}
