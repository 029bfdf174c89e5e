//! The one list of keywords: what each kind of object may hold, in OpenAPI 3.0, 3.1 and 3.2 and
//! in JSON Schema from draft 4 to 2020-12 together, because the version line lies.

/// The kinds of objects that have keywords (and not names of the author's choice) as keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum Kind {
    Root,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Link,
    Example,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    Flows,
    Flow,
}

impl Kind {
    /// Every kind, in the order of the specification.
    pub const ALL: &'static [Kind] = &[
        Kind::Root,
        Kind::Info,
        Kind::Contact,
        Kind::License,
        Kind::Server,
        Kind::ServerVariable,
        Kind::Components,
        Kind::PathItem,
        Kind::Operation,
        Kind::ExternalDocs,
        Kind::Parameter,
        Kind::RequestBody,
        Kind::MediaType,
        Kind::Encoding,
        Kind::Response,
        Kind::Example,
        Kind::Link,
        Kind::Header,
        Kind::Tag,
        Kind::Schema,
        Kind::Discriminator,
        Kind::Xml,
        Kind::SecurityScheme,
        Kind::Flows,
        Kind::Flow,
    ];

    /// What a person calls such an object, with its article.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Root => "the description",
            Kind::Info => "`info`",
            Kind::Contact => "a contact",
            Kind::License => "a license",
            Kind::Server => "a server",
            Kind::ServerVariable => "a server variable",
            Kind::Tag => "a tag",
            Kind::ExternalDocs => "`externalDocs`",
            Kind::Components => "`components`",
            Kind::PathItem => "a path item",
            Kind::Operation => "an operation",
            Kind::Parameter => "a parameter",
            Kind::Header => "a header",
            Kind::RequestBody => "a request body",
            Kind::MediaType => "a media type",
            Kind::Encoding => "an encoding",
            Kind::Response => "a response",
            Kind::Link => "a link",
            Kind::Example => "an example",
            Kind::Schema => "a schema",
            Kind::Discriminator => "a discriminator",
            Kind::Xml => "`xml`",
            Kind::SecurityScheme => "a security scheme",
            Kind::Flows => "`flows`",
            Kind::Flow => "an OAuth flow",
        }
    }

    /// Its keywords. Schemas have so many that theirs are sorted and searched.
    pub fn keywords(self) -> &'static [&'static str] {
        match self {
            Kind::Root => &[
                "openapi",
                "$self",
                "info",
                "jsonSchemaDialect",
                "servers",
                "paths",
                "webhooks",
                "components",
                "security",
                "tags",
                "externalDocs",
            ],
            Kind::Info => &[
                "title",
                "summary",
                "description",
                "termsOfService",
                "contact",
                "license",
                "version",
            ],
            Kind::Contact => &["name", "url", "email"],
            Kind::License => &["name", "identifier", "url"],
            Kind::Server => &["url", "description", "name", "variables"],
            Kind::ServerVariable => &["enum", "default", "description"],
            Kind::Tag => &[
                "name",
                "summary",
                "description",
                "externalDocs",
                "parent",
                "kind",
            ],
            Kind::ExternalDocs => &["description", "url"],
            Kind::Components => COMPONENTS,
            Kind::PathItem => &[
                "$ref",
                "summary",
                "description",
                "get",
                "put",
                "post",
                "delete",
                "options",
                "head",
                "patch",
                "trace",
                "query",
                "additionalOperations",
                "servers",
                "parameters",
            ],
            Kind::Operation => &[
                "tags",
                "summary",
                "description",
                "externalDocs",
                "operationId",
                "parameters",
                "requestBody",
                "responses",
                "callbacks",
                "deprecated",
                "security",
                "servers",
            ],
            Kind::Parameter => PARAMETER,
            Kind::Header => HEADER,
            Kind::RequestBody => &["description", "content", "required"],
            Kind::MediaType => &[
                "schema",
                "itemSchema",
                "example",
                "examples",
                "encoding",
                "prefixEncoding",
                "itemEncoding",
            ],
            Kind::Encoding => &[
                "contentType",
                "headers",
                "style",
                "explode",
                "allowReserved",
                "encoding",
                "prefixEncoding",
                "itemEncoding",
            ],
            Kind::Response => &["summary", "description", "headers", "content", "links"],
            Kind::Link => &[
                "operationRef",
                "operationId",
                "parameters",
                "requestBody",
                "description",
                "server",
            ],
            Kind::Example => &[
                "summary",
                "description",
                "value",
                "externalValue",
                "dataValue",
                "serializedValue",
            ],
            Kind::Schema => SCHEMA,
            Kind::Discriminator => &["propertyName", "mapping", "defaultMapping"],
            Kind::Xml => &[
                "nodeType",
                "name",
                "namespace",
                "prefix",
                "attribute",
                "wrapped",
            ],
            Kind::SecurityScheme => &[
                "type",
                "description",
                "name",
                "in",
                "scheme",
                "bearerFormat",
                "flows",
                "openIdConnectUrl",
                "oauth2MetadataUrl",
                "deprecated",
            ],
            Kind::Flows => &[
                "implicit",
                "password",
                "clientCredentials",
                "authorizationCode",
                "deviceAuthorization",
            ],
            Kind::Flow => &[
                "authorizationUrl",
                "deviceAuthorizationUrl",
                "tokenUrl",
                "refreshUrl",
                "scopes",
            ],
        }
    }

    /// Whether `key` is a keyword of such an object.
    pub fn knows(self, key: &str) -> bool {
        match self {
            Kind::Schema => SCHEMA.binary_search(&key).is_ok(),
            _ => self.keywords().contains(&key),
        }
    }

    /// The keyword that was probably meant by `key`.
    pub fn suggest(self, key: &str) -> Option<&'static str> {
        nearest(key, self.keywords().iter().copied())
    }
}

const COMPONENTS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

const PARAMETER: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

const HEADER: &[&str] = &[
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// Sorted by byte.
const SCHEMA: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$recursiveAnchor",
    "$recursiveRef",
    "$ref",
    "$schema",
    "$vocabulary",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "definitions",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "discriminator",
    "else",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "id",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// The one of `known` that was probably meant by `written`, whatever its case.
pub(crate) fn nearest<'k>(written: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let lower = written.to_lowercase();
    known
        .filter_map(|name| Some((distance(&lower, &name.to_lowercase())?, name)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters must be inserted, removed, replaced or swapped with their neighbour to make
/// `meant` out of `written`; `None` if it is no misspelling of that.
pub(crate) fn distance(written: &str, meant: &str) -> Option<usize> {
    let most = 1 + meant.len() / 5;
    if written.len().abs_diff(meant.len()) > most || written.len() > 64 {
        return None;
    }
    let a: Vec<char> = written.chars().collect();
    let b: Vec<char> = meant.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut best = (at(&row, j) + usize::from(x != y))
                .min(at(&row, j + 1) + 1)
                .min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|distance| *distance <= most)
}
