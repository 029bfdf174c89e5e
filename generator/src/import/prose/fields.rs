//! The table: for each object of the specification, which of its fields hold what.

/// The objects of the specification that hold prose, or hold an object that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    Document,
    Info,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Link,
    Example,
    Components,
    SecurityScheme,
    Schema,
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub enum Field {
    /// A fact, whatever its value.
    Fact,
    /// A name that is kept if it is short: a title of many words is a sentence.
    Title,
    /// Words for people.
    Prose,
    /// An object, or a list of it, or (a schema) a boolean.
    One(Object),
    /// A map whose keys are names; `x-` is a name like any other.
    Map(Object),
    /// A map whose keys the specification rules: `x-` is an extension.
    Ruled(Object),
    /// A map of such maps: callbacks.
    Maps(Object),
}

use Field::{Fact, Map as Named, Maps, One, Prose, Ruled, Title};

/// The fields of an object: names, and what they hold.
pub type Fields = &'static [(&'static [&'static str], Field)];

/// The fields of each object. Fields that are not listed are unknown, or extensions.
pub fn fields(object: Object) -> Fields {
    match object {
        Object::Document => DOCUMENT,
        Object::Info => INFO,
        Object::License => LICENSE,
        Object::Server => SERVER,
        Object::ServerVariable => SERVER_VARIABLE,
        Object::Tag => TAG,
        Object::ExternalDocs => EXTERNAL_DOCS,
        Object::PathItem => PATH_ITEM,
        Object::Operation => OPERATION,
        Object::Parameter | Object::Header => PARAMETER,
        Object::RequestBody => REQUEST_BODY,
        Object::MediaType => MEDIA_TYPE,
        Object::Encoding => ENCODING,
        Object::Response => RESPONSE,
        Object::Link => LINK,
        Object::Example => EXAMPLE,
        Object::Components => COMPONENTS,
        Object::SecurityScheme => SECURITY_SCHEME,
        Object::Schema => SCHEMA,
    }
}

#[rustfmt::skip]
const DOCUMENT: Fields = &[
    (&["openapi", "jsonSchemaDialect", "$self", "security"], Fact),
    (&["info"], One(Object::Info)),
    (&["servers"], One(Object::Server)),
    (&["paths"], Ruled(Object::PathItem)),
    (&["webhooks"], Named(Object::PathItem)),
    (&["components"], One(Object::Components)),
    (&["tags"], One(Object::Tag)),
    (&["externalDocs"], One(Object::ExternalDocs)),
];

#[rustfmt::skip]
const INFO: Fields = &[
    (&["title", "version", "termsOfService"], Fact),
    (&["description", "summary", "contact"], Prose),
    (&["license"], One(Object::License)),
];

#[rustfmt::skip]
const LICENSE: Fields = &[(&["name", "identifier", "url"], Fact)];

#[rustfmt::skip]
const SERVER: Fields = &[
    (&["url", "name"], Fact),
    (&["description"], Prose),
    (&["variables"], Named(Object::ServerVariable)),
];

#[rustfmt::skip]
const SERVER_VARIABLE: Fields = &[(&["enum", "default"], Fact), (&["description"], Prose)];

#[rustfmt::skip]
const TAG: Fields = &[
    (&["name", "parent", "kind"], Fact),
    (&["description", "summary"], Prose),
    (&["externalDocs"], One(Object::ExternalDocs)),
];

#[rustfmt::skip]
const EXTERNAL_DOCS: Fields = &[(&["url"], Fact), (&["description"], Prose)];

#[rustfmt::skip]
const PATH_ITEM: Fields = &[
    (&["$ref"], Fact),
    (&["summary", "description"], Prose),
    (&["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"], One(Object::Operation)),
    (&["additionalOperations"], Named(Object::Operation)),
    (&["servers"], One(Object::Server)),
    (&["parameters"], One(Object::Parameter)),
];

#[rustfmt::skip]
const OPERATION: Fields = &[
    (&["tags", "operationId", "deprecated", "security"], Fact),
    (&["summary", "description"], Prose),
    (&["externalDocs"], One(Object::ExternalDocs)),
    (&["parameters"], One(Object::Parameter)),
    (&["requestBody"], One(Object::RequestBody)),
    (&["responses"], Ruled(Object::Response)),
    (&["callbacks"], Maps(Object::PathItem)),
    (&["servers"], One(Object::Server)),
];

#[rustfmt::skip]
const PARAMETER: Fields = &[
    (&["$ref", "name", "in", "required", "deprecated", "allowEmptyValue", "style", "explode", "allowReserved", "example"], Fact),
    (&["description", "summary"], Prose),
    (&["schema"], One(Object::Schema)),
    (&["examples"], Named(Object::Example)),
    (&["content"], Named(Object::MediaType)),
];

#[rustfmt::skip]
const REQUEST_BODY: Fields = &[
    (&["$ref", "required"], Fact),
    (&["description", "summary"], Prose),
    (&["content"], Named(Object::MediaType)),
];

#[rustfmt::skip]
const MEDIA_TYPE: Fields = &[
    (&["$ref", "example"], Fact),
    (&["schema", "itemSchema"], One(Object::Schema)),
    (&["examples"], Named(Object::Example)),
    (&["encoding"], Named(Object::Encoding)),
    (&["itemEncoding", "prefixEncoding"], One(Object::Encoding)),
];

#[rustfmt::skip]
const ENCODING: Fields = &[
    (&["contentType", "style", "explode", "allowReserved"], Fact),
    (&["headers"], Named(Object::Header)),
    (&["encoding"], Named(Object::Encoding)),
];

#[rustfmt::skip]
const RESPONSE: Fields = &[
    (&["$ref"], Fact),
    (&["description", "summary"], Prose),
    (&["headers"], Named(Object::Header)),
    (&["content"], Named(Object::MediaType)),
    (&["links"], Named(Object::Link)),
];

#[rustfmt::skip]
const LINK: Fields = &[
    (&["$ref", "operationRef", "operationId", "parameters", "requestBody"], Fact),
    (&["description", "summary"], Prose),
    (&["server"], One(Object::Server)),
];

#[rustfmt::skip]
const EXAMPLE: Fields = &[
    (&["$ref", "value", "dataValue", "serializedValue", "externalValue"], Fact),
    (&["description", "summary"], Prose),
];

#[rustfmt::skip]
const COMPONENTS: Fields = &[
    (&["schemas"], Named(Object::Schema)),
    (&["responses"], Named(Object::Response)),
    (&["parameters"], Named(Object::Parameter)),
    (&["examples"], Named(Object::Example)),
    (&["requestBodies"], Named(Object::RequestBody)),
    (&["headers"], Named(Object::Header)),
    (&["securitySchemes"], Named(Object::SecurityScheme)),
    (&["links"], Named(Object::Link)),
    (&["callbacks"], Maps(Object::PathItem)),
    (&["pathItems"], Named(Object::PathItem)),
    (&["mediaTypes"], Named(Object::MediaType)),
];

#[rustfmt::skip]
const SECURITY_SCHEME: Fields = &[
    (&["$ref", "type", "name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl", "oauth2MetadataUrl", "deprecated"], Fact),
    (&["description", "summary"], Prose),
];

#[rustfmt::skip]
const SCHEMA: Fields = &[
    (&["$ref", "$id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$vocabulary", "id"], Fact),
    (&["type", "format", "enum", "const", "default", "example", "examples", "nullable", "required", "deprecated", "readOnly", "writeOnly"], Fact),
    (&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern"], Fact),
    (&["minItems", "maxItems", "uniqueItems", "minContains", "maxContains", "minProperties", "maxProperties", "dependentRequired"], Fact),
    (&["contentEncoding", "contentMediaType", "discriminator", "xml"], Fact),
    (&["title"], Title),
    (&["description", "$comment"], Prose),
    (&["externalDocs"], One(Object::ExternalDocs)),
    (&["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"], Named(Object::Schema)),
    (&["items", "additionalItems", "prefixItems", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "contains", "contentSchema"], One(Object::Schema)),
    (&["additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties"], One(Object::Schema)),
];
