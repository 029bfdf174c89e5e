//! The pages, as a person read them.

/// The APIs with the facts of their pages, read by hand. A line is `name[!]: type keyword=value`;
/// `!` is required, `[]` an array's items, `{}` a map's values.
pub const PAGES: &[Page] = &[
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
pub struct Page {
    pub api: &'static str,
    pub file: &'static str,
    /// Every schema with all its properties, in order.
    pub schemas: &'static [(&'static str, &'static [&'static str])],
    /// Other facts: a pointer and the JSON there.
    pub facts: &'static [(&'static str, &'static str)],
    /// Every status of the one operation.
    pub statuses: &'static [&'static str],
    /// Values (not prose) of four words and more.
    pub values: &'static [&'static str],
    /// The pointers of every hole, in order.
    pub holes: &'static [&'static str],
}
