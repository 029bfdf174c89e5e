//! The five emitted APIs: what each is sent, and what each answers. The values are ours.

use crate::harness::{Documented, DocumentedCase, ErrorOf, Registry, Subject, variant};
use generated::runtime::{Call, ClientBuilder, Failure};
use generated::{braintrust, composio, everruns, gaia, portkey};
use serde_json::{Value, json};

pub struct Braintrust;
pub struct Portkey;
pub struct Composio;
pub struct Everruns;
pub struct Gaia;

/// Text that stands in every secret value, and must show up nowhere but on the wire.
pub const SECRET: &str = "hush-hush";

const ID: &str = "0d6f7d6e-53f0-4a5c-9a5e-2f4c4b8c1d11";
const OTHER_ID: &str = "9a1f0c52-7d0e-4f6a-8f43-3c7a5be0a222";

/// All of them.
pub fn subjects() -> [Subject; 5] {
    [braintrust(), portkey(), composio(), everruns(), gaia()]
}

/// The implementation for an API; `$documented` tells what its errors hold.
macro_rules! registry {
    ($name:ident, $api:ident, $authorize:expr, $documented:expr) => {
        impl Registry for $name {
            type Client = $api::Client;
            type Body = $api::types::CreateMcpServer;
            type Op = $api::mcp_servers::Create;

            fn authorize(builder: ClientBuilder<Self::Client>) -> ClientBuilder<Self::Client> {
                let authorize: fn($api::ClientBuilder) -> $api::ClientBuilder = $authorize;
                authorize(builder)
            }

            fn create(client: &Self::Client, body: Self::Body) -> Call<'_, Self::Op> {
                client.mcp_servers().create(body)
            }

            fn documented(error: ErrorOf<Self>) -> Documented {
                let documented: fn(ErrorOf<Self>) -> Documented = $documented;
                documented(error)
            }
        }
    };
}

registry!(
    Braintrust,
    braintrust,
    |b| b.bearer_auth("hush-hush-1"),
    |error| {
        use braintrust::mcp_servers::{CreateError as E, CreateErrorBody as Body};
        let variant = variant(&error);
        let (E::BadRequest(failure)
        | E::Unauthorized(failure)
        | E::Forbidden(failure)
        | E::TooManyRequests(failure)
        | E::InternalServerError(failure)) = error;
        let body = match &failure.body {
            Body::Text(text) => json!({"text": text}),
            Body::Json(value) => json!({"json": value}),
            Body::Other(bytes) => json!({"other": bytes.len()}),
        };
        Documented {
            variant,
            status: failure.status.as_u16(),
            headers: failure.headers.clone(),
            body,
        }
    }
);

registry!(
    Portkey,
    portkey,
    |b| b.api_key("hush-hush-2"),
    |never| match never {}
);

registry!(
    Composio,
    composio,
    |b| b.user_api_key_auth("hush-hush-3"),
    |error| {
        use composio::mcp_servers::CreateError as E;
        let variant = variant(&error);
        let (E::BadRequest(failure)
        | E::Unauthorized(failure)
        | E::Forbidden(failure)
        | E::NotFound(failure)
        | E::InternalServerError(failure)) = error;
        let _: &Failure<composio::types::ErrorResponse> = &failure;
        Documented::new(variant, failure)
    }
);

registry!(Everruns, everruns, |b| b, |error| {
    use everruns::mcp_servers::CreateError as E;
    let variant = variant(&error);
    let (E::BadRequest(failure) | E::InternalServerError(failure)) = error;
    Documented::new(variant, failure)
});

registry!(
    Gaia,
    gaia,
    |b| b.bearer_auth("hush-hush-5"),
    |never| match never {}
);

fn braintrust() -> Subject {
    let case = |status, variant| {
        let text = format!("refused with {status}");
        let json = json!({"why": text, "many": [1, null]});
        [
            DocumentedCase {
                status,
                media: "text/plain",
                body: json!({"text": text}),
                text,
                variant,
            },
            DocumentedCase {
                status,
                media: "application/json; charset=utf-8",
                text: json.to_string(),
                variant,
                body: json!({"json": json}),
            },
            DocumentedCase {
                status,
                media: "application/json",
                text: "null".to_owned(),
                variant,
                body: json!({"json": null}),
            },
            DocumentedCase {
                status,
                media: "image/png",
                text: "12345".to_owned(),
                variant,
                body: json!({"other": 5}),
            },
        ]
    };
    Subject {
        request: json!({
            "project_id": ID, "name": "docs", "description": "Widgets", "url": "https://mcp.acme.example",
        }),
        reply: json!({
            "id": OTHER_ID, "project_id": ID, "user_id": ID, "created": "2025-01-02T03:04:05Z",
            "deleted_at": null, "name": "docs", "description": null, "url": "https://mcp.acme.example",
        }),
        credential: Some(("authorization", "Bearer hush-hush-1")),
        errors: [
            case(400, "BadRequest"),
            case(401, "Unauthorized"),
            case(403, "Forbidden"),
            case(429, "TooManyRequests"),
            case(500, "InternalServerError"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        malformed: (
            "{\"id\": \"0d6f7d6e-53f0-4a5c-9a5e-2f4c4b8c1d11\",\n \"project_id\": 7}",
            "/project_id",
        ),
        ..Subject::of::<Braintrust>("braintrust", "/v1/mcp_server")
    }
}

fn portkey() -> Subject {
    Subject {
        request: json!({
            "workspace_id": "acme-main", "name": "docs", "description": null,
            "mcp_integration_id": "acme-docs", "slug": "docs_1",
        }),
        reply: json!({"id": ID, "slug": "docs_1"}),
        credential: Some(("x-portkey-api-key", "hush-hush-2")),
        invalid: Some((
            json!({
                "name": "", "description": "d".repeat(501), "mcp_integration_id": "acme-docs",
                "slug": "é",
            }),
            vec![
                ("/name", "minLength"),
                ("/description", "maxLength"),
                ("/slug", "minLength"),
                ("/slug", "pattern"),
            ],
        )),
        malformed: ("{\"slug\": \"docs\",\n \"id\": \"no uuid\"}", "/id"),
        ..Subject::of::<Portkey>("portkey", "/mcp-servers")
    }
}

fn composio() -> Subject {
    let case = |status: u16, variant| {
        let body = json!({"error": {
            "message": "refused", "code": 10, "slug": "acme", "status": status,
            "request_id": "r1", "suggested_fix": "another name", "errors": ["name", "tools"],
        }});
        DocumentedCase {
            status,
            media: "application/json",
            text: body.to_string(),
            variant,
            body,
        }
    };
    Subject {
        success: 201,
        request: json!({
            "name": "Acme Docs-1", "auth_config_ids": ["ac_1", "ac_2"], "no_auth_apps": [],
            "allowed_tools": ["WIDGET_MAKE"], "managed_auth_via_composio": false,
        }),
        reply: json!({
            "id": ID, "name": "Acme Docs-1", "auth_config_ids": ["ac_1"], "allowed_tools": [],
            "mcp_url": "https://mcp.acme.example", "toolkits": ["widgets"],
            "toolkit_icons": {"widgets": "https://acme.example/w.png"},
            "commands": {"cursor": "c", "claude": "d", "windsurf": "e"},
            "updated_at": "yesterday", "created_at": "2025-01-02T03:04:05Z",
            "server_instance_count": 3, "managed_auth_via_composio": true,
        }),
        credential: Some(("x-user-api-key", "hush-hush-3")),
        errors: vec![
            case(400, "BadRequest"),
            case(401, "Unauthorized"),
            case(403, "Forbidden"),
            case(404, "NotFound"),
            case(500, "InternalServerError"),
        ],
        invalid: Some((
            json!({"name": "a_!", "auth_config_ids": []}),
            vec![("/name", "minLength"), ("/name", "pattern")],
        )),
        malformed: (
            "{\"commands\": {\"cursor\": \"c\",\n \"claude\": [], \"windsurf\": \"w\"}}",
            "/commands/claude",
        ),
        ..Subject::of::<Composio>("composio", "/api/v3/mcp/servers")
    }
}

fn everruns() -> Subject {
    let case = |status: u16, variant| DocumentedCase {
        status,
        media: "application/json",
        text: "{\"error\": \"refused\", \"more\": 1}".to_owned(),
        variant,
        body: json!({"error": "refused"}),
    };
    Subject {
        success: 201,
        request: json!({
            "api_key": "hush-hush-key", "description": null,
            "headers": {"x-acme": "hush-hush-header"}, "name": "docs", "transport_type": "http",
            "url": "https://mcp.acme.example",
        }),
        reply: json!({
            "api_key_set": true, "created_at": "2025-01-02T03:04:05Z", "description": "Widgets",
            "headers": {"x-acme": "hush-hush-header"}, "id": "mcp_1", "name": "docs",
            "status": "active", "transport_type": "http", "updated_at": "2025-01-02T03:04:05.5Z",
            "url": "https://mcp.acme.example",
        }),
        errors: vec![case(400, "BadRequest"), case(500, "InternalServerError")],
        invalid: Some((
            json!({"name": "docs", "url": "u", "transport_type": "pigeon"}),
            vec![("/transport_type", "enum")],
        )),
        malformed: (
            "{\"api_key_set\": true,\n \"headers\": {\"x-acme\": 41}}",
            "/headers/x-acme",
        ),
        ..Subject::of::<Everruns>("everruns", "/v1/mcp-servers")
    }
}

fn gaia() -> Subject {
    let everything: Value = json!({
        "projectId": "p1", "name": "docs", "transportType": "stdio", "description": "Widgets",
        "url": "https://mcp.acme.example", "connectionType": "direct", "command": "widgets",
        "args": "--all", "env": {"KEY": "hush-hush-env"},
        "customHeaders": [{"x-acme": "hush-hush-header"}, {}], "oauthClientId": "me",
        "oauthClientSecret": "hush-hush-oauth", "oauthScope": "all",
        "proxyUrl": "https://proxy.acme.example", "proxyAuthToken": "hush-hush-proxy",
        "proxyAuthHeader": "x-auth", "requestTimeout": 30000, "maxTotalTimeout": 0.5,
    });
    Subject {
        request: everything,
        reply: json!({"success": true, "message": "made", "serverId": "s1"}),
        credential: Some(("authorization", "Bearer hush-hush-5")),
        invalid: Some((
            json!({"projectId": "p1", "name": "", "transportType": "sse", "connectionType": "x"}),
            vec![
                ("/name", "minLength"),
                ("/connectionType", "enum"),
                ("/url", "required"),
            ],
        )),
        malformed: ("{\"success\": true,\n \"serverId\": {}}", "/serverId"),
        ..Subject::of::<Gaia>("gaia", "/api/mcp/servers")
    }
}
