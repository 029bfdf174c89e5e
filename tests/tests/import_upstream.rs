//! The importers on the real pages, where `../shared/upstream` is there: every fact that a person
//! read on the page is in the file, and none of the page's sentences.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use specloom::import::source::{Source, digest};
use specloom::import::{Imported, Options, import};
use specloom_tests::shared::shared;

/// The APIs with the facts of their pages, read by hand. A line is `name[!]: type keyword=value`;
/// `!` is required, `[]` an array's items, `{}` a map's values.
const PAGES: &[Page] = &[
    Page {
        api: "braintrust",
        file: "page.md",
        schemas: &[
            (
                "/components/schemas/CreateMCPServer",
                &[
                    "project_id!: string format=\"uuid\"",
                    "name!: string",
                    "description: string nullable=true",
                    "url!: string",
                ],
            ),
            (
                "/components/schemas/MCPServer",
                &[
                    "id!: string format=\"uuid\"",
                    "project_id!: string format=\"uuid\"",
                    "user_id: string nullable=true format=\"uuid\"",
                    "created: string nullable=true format=\"date-time\"",
                    "deleted_at: string nullable=true format=\"date-time\"",
                    "name!: string",
                    "description: string nullable=true",
                    "url!: string",
                ],
            ),
        ],
        facts: &[
            ("/openapi", r#""3.1.1""#),
            ("/info/title", r#""Braintrust API""#),
            ("/info/license/name", r#""Apache 2.0""#),
            ("/servers/0/url", r#""https://api.braintrust.dev""#),
            ("/security", r#"[{"bearerAuth":[]},{}]"#),
            (
                "/paths/~1v1~1mcp_server/post/security",
                r#"[{"bearerAuth":[]},{}]"#,
            ),
            (
                "/paths/~1v1~1mcp_server/post/operationId",
                r#""postMcpServer""#,
            ),
            ("/paths/~1v1~1mcp_server/post/requestBody/required", "false"),
            (
                "/paths/~1v1~1mcp_server/post/requestBody/content/application~1json/schema/$ref",
                r##""#/components/schemas/CreateMCPServer""##,
            ),
            (
                "/paths/~1v1~1mcp_server/post/responses/200/content/application~1json/schema/$ref",
                r##""#/components/schemas/MCPServer""##,
            ),
            (
                "/paths/~1v1~1mcp_server/post/responses/400/content/text~1plain/schema/type",
                r#""string""#,
            ),
            (
                "/paths/~1v1~1mcp_server/post/responses/400/content/application~1json/schema/nullable",
                "true",
            ),
            (
                "/paths/~1v1~1mcp_server/post/responses/401/content/application~1json/schema/nullable",
                "true",
            ),
            (
                "/paths/~1v1~1mcp_server/post/responses/403/content/text~1plain/schema/type",
                r#""string""#,
            ),
            (
                "/paths/~1v1~1mcp_server/post/responses/429/content/text~1plain/schema/type",
                r#""string""#,
            ),
            (
                "/paths/~1v1~1mcp_server/post/responses/500/content/application~1json/schema/nullable",
                "true",
            ),
            (
                "/components/securitySchemes/bearerAuth/scheme",
                r#""bearer""#,
            ),
            (
                "/components/securitySchemes/bearerAuth/bearerFormat",
                r#""API key or JWT""#,
            ),
        ],
        statuses: &["200", "400", "401", "403", "429", "500"],
        values: &["API key or JWT"],
        holes: &[],
    },
    Page {
        api: "portkey",
        file: "page.md",
        schemas: &[
            (
                "/components/schemas/CreateMcpServer",
                &[
                    "workspace_id: string format=\"uuid\"",
                    "name!: string minLength=1 maxLength=255",
                    "description: string nullable=true maxLength=500",
                    "mcp_integration_id!: string",
                    "slug: string pattern=\"^[a-zA-Z0-9_-]+$\" minLength=3 maxLength=50",
                ],
            ),
            (
                "/components/schemas/McpServerCreateResponse",
                &["id: string format=\"uuid\"", "slug: string"],
            ),
        ],
        facts: &[
            ("/openapi", r#""3.0.0""#),
            ("/info/version", r#""2.0.0""#),
            ("/servers/0/url", r#""https://api.portkey.ai/v1""#),
            ("/security", r#"[{"Portkey-Key":[]}]"#),
            (
                "/paths/~1mcp-servers/servers/0/url",
                r#""https://api.portkey.ai/v1""#,
            ),
            (
                "/paths/~1mcp-servers/servers/1/url",
                r#""SELF_HOSTED_CONTROL_PLANE_URL""#,
            ),
            ("/paths/~1mcp-servers/post/tags", r#"["MCP Servers"]"#),
            (
                "/paths/~1mcp-servers/post/operationId",
                r#""McpServers_create""#,
            ),
            ("/paths/~1mcp-servers/post/requestBody/required", "true"),
            (
                "/paths/~1mcp-servers/post/requestBody/content/application~1json/examples/default/value/name",
                r#""My MCP Server""#,
            ),
            (
                "/components/securitySchemes/Portkey-Key/type",
                r#""apiKey""#,
            ),
            ("/components/securitySchemes/Portkey-Key/in", r#""header""#),
            (
                "/components/securitySchemes/Portkey-Key/name",
                r#""x-portkey-api-key""#,
            ),
        ],
        statuses: &["200"],
        values: &["MCP Servers > User Access"],
        holes: &["/paths/~1mcp-servers/servers/1/url"],
    },
    Page {
        api: "composio",
        file: "page.md",
        schemas: &[
            (
                "/paths/~1api~1v3~1mcp~1servers/post/requestBody/content/application~1json/schema",
                &[
                    "name!: string minLength=4 maxLength=30 pattern=\"^[A-Za-z0-9 -]*$\"",
                    "auth_config_ids!: array",
                    "auth_config_ids[]: string",
                    "no_auth_apps: array",
                    "no_auth_apps[]: string",
                    "allowed_tools: array",
                    "allowed_tools[]: string",
                    "managed_auth_via_composio: boolean",
                ],
            ),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/responses/201/content/application~1json/schema",
                &[
                    "id!: string",
                    "name!: string",
                    "auth_config_ids!: array",
                    "auth_config_ids[]: string",
                    "allowed_tools!: array",
                    "allowed_tools[]: string",
                    "mcp_url!: string deprecated=true",
                    "toolkits!: array",
                    "toolkits[]: string",
                    "toolkit_icons!: object",
                    "toolkit_icons{}: string",
                    "commands!: object",
                    "commands.cursor!: string",
                    "commands.claude!: string",
                    "commands.windsurf!: string",
                    "updated_at!: string",
                    "created_at!: string",
                    "server_instance_count!: number",
                    "managed_auth_via_composio!: boolean",
                ],
            ),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/responses/400/content/application~1json/schema",
                COMPOSIO_ERROR,
            ),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/responses/401/content/application~1json/schema",
                COMPOSIO_ERROR,
            ),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/responses/403/content/application~1json/schema",
                COMPOSIO_ERROR,
            ),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/responses/404/content/application~1json/schema",
                COMPOSIO_ERROR,
            ),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/responses/500/content/application~1json/schema",
                COMPOSIO_ERROR,
            ),
        ],
        facts: &[
            ("/servers/0/url", r#""https://backend.composio.dev""#),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/security",
                r#"[{"ApiKeyAuth":[]},{"UserApiKeyAuth":[]}]"#,
            ),
            ("/components/securitySchemes/ApiKeyAuth/in", r#""header""#),
            (
                "/components/securitySchemes/ApiKeyAuth/name",
                r#""x-api-key""#,
            ),
            (
                "/components/securitySchemes/UserApiKeyAuth/name",
                r#""x-user-api-key""#,
            ),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/requestBody/content/application~1json/schema/properties/name/x-mined",
                r#"["minLength","maxLength","pattern"]"#,
            ),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/requestBody/content/application~1json/schema/properties/name/x-source",
                r#""L25""#,
            ),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/requestBody/content/application~1json/example/managed_auth_via_composio",
                "true",
            ),
            (
                "/paths/~1api~1v3~1mcp~1servers/post/responses/201/content/application~1json/example/server_instance_count",
                "1",
            ),
        ],
        statuses: &["201", "400", "401", "403", "404", "500"],
        values: &[],
        holes: &[
            "/info",
            "/paths/~1api~1v3~1mcp~1servers/post/requestBody/required",
        ],
    },
    Page {
        api: "everruns",
        file: "page.txt",
        schemas: &[
            (
                "/paths/~1v1~1mcp-servers/post/requestBody/content/application~1json/schema",
                &[
                    "api_key: string|null",
                    "description: string|null examples=[\"Atlassian MCP Server for Jira and Confluence\"]",
                    "headers: object|null",
                    "name!: string examples=[\"atlassian-mcp-server\"]",
                    "transport_type: string enum=[\"http\"]",
                    "url!: string examples=[\"https://mcp.atlassian.com/v1/mcp\"]",
                ],
            ),
            (
                "/components/responses/Response1/content/application~1json/schema",
                &[
                    "api_key_set!: boolean",
                    "created_at!: string format=\"date-time\"",
                    "description: string|null examples=[\"Atlassian MCP Server for Jira and Confluence\"]",
                    "headers: object",
                    "headers{}: string",
                    "id!: string examples=[\"mcp_01933b5a00007000800000000000001\"]",
                    "name!: string examples=[\"atlassian-mcp-server\"]",
                    "status!: string enum=[\"active\",\"disabled\"]",
                    "transport_type!: string enum=[\"http\"]",
                    "updated_at!: string format=\"date-time\"",
                    "url!: string examples=[\"https://mcp.atlassian.com/v1/mcp\"]",
                ],
            ),
            (
                "/components/responses/Response2/content/application~1json/schema",
                &["error!: string"],
            ),
            (
                "/components/responses/Response3/content/application~1json/schema",
                &["error!: string"],
            ),
        ],
        facts: &[
            ("/paths/~1v1~1mcp-servers/post/x-source", r#""L5""#),
            (
                "/paths/~1v1~1mcp-servers/post/requestBody/content/application~1json/schema/properties/api_key/x-source",
                r#""L11""#,
            ),
        ],
        statuses: &[],
        values: &["Atlassian MCP Server for Jira and Confluence"],
        holes: &[
            "/info",
            "/servers",
            "/paths/~1v1~1mcp-servers/post/requestBody/required",
            "/paths/~1v1~1mcp-servers/post/requestBody/content",
            "/paths/~1v1~1mcp-servers/post/requestBody/content/application~1json/schema/properties/headers/additionalProperties",
            "/paths/~1v1~1mcp-servers/post/responses",
            "/paths/~1v1~1mcp-servers/post/responses",
            "/paths/~1v1~1mcp-servers/post/responses",
            "/paths/~1v1~1mcp-servers/post/security",
        ],
    },
    Page {
        api: "gaia",
        file: "page.txt",
        schemas: &[
            (
                "/paths/~1api~1mcp~1servers/post/requestBody/content/application~1json/schema",
                &[
                    "projectId!: string",
                    "name!: string minLength=1",
                    "transportType!: string enum=[\"stdio\",\"http\",\"sse\"]",
                    "description: string",
                    "url: string",
                    "connectionType: string default=\"proxy\" enum=[\"direct\",\"proxy\"]",
                    "command: string",
                    "args: string",
                    "env: object",
                    "customHeaders: array",
                    "oauthClientId: string",
                    "oauthClientSecret: string",
                    "oauthScope: string",
                    "proxyUrl: string",
                    "proxyAuthToken: string",
                    "proxyAuthHeader: string default=\"Authorization\"",
                    "requestTimeout: number x-unit=\"ms\"",
                    "maxTotalTimeout: number x-unit=\"ms\"",
                ],
            ),
            (
                "/components/responses/Response1/content/application~1json/schema",
                &["success: boolean", "message: string", "serverId: string"],
            ),
        ],
        facts: &[
            (
                "/paths/~1api~1mcp~1servers/post/security",
                r#"[{"bearerAuth":[]}]"#,
            ),
            (
                "/components/securitySchemes/bearerAuth/scheme",
                r#""bearer""#,
            ),
            (
                "/components/securitySchemes/bearerAuth/x-mined",
                r#"["type","scheme"]"#,
            ),
            (
                "/paths/~1api~1mcp~1servers/post/requestBody/content/application~1json/example/connectionType",
                r#""proxy""#,
            ),
            (
                "/components/responses/Response1/content/application~1json/example/serverId",
                r#""mcp_abc123""#,
            ),
        ],
        statuses: &[],
        values: &["MCP server created successfully"],
        holes: &[
            "/info",
            "/servers",
            "/paths/~1api~1mcp~1servers/post/requestBody/required",
            "/paths/~1api~1mcp~1servers/post/requestBody/content/application~1json/schema/properties/env/additionalProperties",
            "/paths/~1api~1mcp~1servers/post/requestBody/content/application~1json/schema/properties/customHeaders/items",
            "/paths/~1api~1mcp~1servers/post/responses",
        ],
    },
];

const COMPOSIO_ERROR: &[&str] = &[
    "error!: object",
    "error.message!: string",
    "error.code!: number",
    "error.slug!: string",
    "error.status!: number",
    "error.request_id: string",
    "error.suggested_fix: string",
    "error.errors: array",
    "error.errors[]: string",
];

/// One page, as a person read it.
struct Page {
    api: &'static str,
    file: &'static str,
    /// Every schema with all its properties, in order.
    schemas: &'static [(&'static str, &'static [&'static str])],
    /// Other facts: a pointer and the JSON there.
    facts: &'static [(&'static str, &'static str)],
    /// Every status of the one operation.
    statuses: &'static [&'static str],
    /// Values (not prose) of four words and more.
    values: &'static [&'static str],
    /// The pointers of every hole, in order.
    holes: &'static [&'static str],
}

impl Page {
    /// The text of the page and what it imports to; nothing where the pages are not there.
    fn import(&self) -> Option<(String, Imported)> {
        let path = shared(&format!("upstream/{}/{}", self.api, self.file))?;
        let text = fs::read_to_string(path).expect("a page");
        let imported = import(&text, &Options::default());
        Some((
            text,
            imported.unwrap_or_else(|errors| panic!("{}: {errors:?}", self.api)),
        ))
    }

    fn spec(&self, file: &str) -> String {
        let path = root().join("specs").join(self.api).join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The properties of a schema, a line each.
fn lines(schema: &Value, path: &str, out: &mut Vec<String>) {
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let dot = if path.is_empty() { "" } else { "." };
        let mark = if required.contains(&name.as_str()) {
            "!"
        } else {
            ""
        };
        line(property, &format!("{path}{dot}{name}"), mark, out);
    }
    for (key, mark) in [("items", "[]"), ("additionalProperties", "{}")] {
        if schema[key].is_object() {
            line(&schema[key], &format!("{path}{mark}"), "", out);
        }
    }
}

fn line(schema: &Value, path: &str, mark: &str, out: &mut Vec<String>) {
    let ty = match &schema["type"] {
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join("|"),
        other => other.as_str().unwrap_or("?").to_owned(),
    };
    let mut text = format!("{path}{mark}: {ty}");
    const ELSEWHERE: &[&str] = &[
        "type",
        "properties",
        "required",
        "items",
        "additionalProperties",
        "x-source",
        "x-mined",
    ];
    for (key, value) in schema.as_object().into_iter().flatten() {
        if !ELSEWHERE.contains(&key.as_str()) {
            text.push_str(&format!(" {key}={value}"));
        }
    }
    out.push(text);
    lines(schema, path, out);
}

#[test]
fn every_fact_of_the_pages_is_imported() {
    for page in PAGES {
        let Some((_, imported)) = page.import() else {
            continue;
        };
        let document = &imported.document;
        for (pointer, expect) in page.schemas {
            let schema = document.pointer(pointer).unwrap_or(&Value::Null);
            let mut found = Vec::new();
            lines(schema, "", &mut found);
            assert_eq!(found, *expect, "{}: {pointer}", page.api);
        }
        for (pointer, expect) in page.facts {
            let found = document.pointer(pointer).map(Value::to_string);
            assert_eq!(found.as_deref(), Some(*expect), "{}: {pointer}", page.api);
        }
        let operation = document["paths"]
            .as_object()
            .and_then(|paths| paths.values().next());
        let responses = operation.and_then(|item| item["post"]["responses"].as_object());
        let statuses: Vec<&str> = responses
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
        assert_eq!(statuses, page.statuses, "{}", page.api);
        let holes: Vec<&str> = imported
            .holes
            .iter()
            .map(|hole| hole.pointer.as_str())
            .collect();
        assert_eq!(holes, page.holes, "{}", page.api);
        assert_eq!(imported.diagnostics, [], "{}", page.api);
    }
}

#[test]
fn the_specs_are_what_an_import_gives() {
    for page in PAGES {
        let source = Source::parse(&page.spec("source.toml")).expect("source.toml is read");
        assert_eq!(source.file, format!("{}/{}", page.api, page.file));
        let committed = page.spec("openapi.yaml");
        let Some((text, imported)) = page.import() else {
            continue;
        };
        assert_eq!(
            imported.to_yaml(),
            committed,
            "{}: run `cargo xtask import`",
            page.api
        );
        assert_eq!(digest(text.as_bytes()), source.sha256, "{}", page.api);
        assert_eq!(imported.form, source.format, "{}", page.api);
    }
}

/// Each run of four words of a text.
fn runs(text: &str) -> BTreeSet<String> {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(4).map(|run| run.join(" ")).collect()
}

/// Every string of a value, keys too.
fn strings<'a>(value: &'a Value, out: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => out.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            out.push(key);
            strings(value, out);
        }),
        _ => {}
    }
}

#[test]
fn no_sentence_of_the_pages_is_imported() {
    for page in PAGES {
        let Some((text, imported)) = page.import() else {
            continue;
        };
        // Sentences go on over lines, so the page is one text.
        let sentences = runs(&text);
        let allowed: BTreeSet<String> = page.values.iter().flat_map(|value| runs(value)).collect();
        let mut found = Vec::new();
        strings(&imported.document, &mut found);
        for text in found {
            for run in runs(text) {
                assert!(
                    !sentences.contains(&run) || allowed.contains(&run),
                    "{}: {run}",
                    page.api
                );
            }
        }
    }
}
