//! Small APIs by hand.

use crate::api::*;
use crate::diagnostic::{Diagnostics, Place};
use crate::document::{Method, ParameterIn, Spelling, Status, Style};
use crate::lower::{self, Options};
use crate::name;
use crate::pipeline::{Filter, read_text, understand};
use crate::rust::RustModel;

pub const STRING: TypeId = TypeId(0);
pub const INTEGER: TypeId = TypeId(1);
pub const WIDGET: TypeId = TypeId(2);
pub const PROBLEM: TypeId = TypeId(3);
pub const ANY: TypeId = TypeId(4);
pub const STRINGS: TypeId = TypeId(5);
pub const NULLABLE: TypeId = TypeId(6);
pub const FILE: TypeId = TypeId(7);
pub const UPLOAD: TypeId = TypeId(9);
pub const EVENT: TypeId = TypeId(10);

pub fn api(operations: Vec<Operation>) -> Api {
    let string = || StringKind {
        min_length: Some(1),
        ..StringKind::default()
    };
    let integer = NumberKind {
        format: Some("int64".to_owned()),
        minimum: Some(1.into()),
        maximum: Some(100.into()),
        ..NumberKind::default()
    };
    let array = ArrayKind {
        items: STRING,
        min_items: None,
        max_items: Some(3),
        unique_items: false,
    };
    let file = StringKind {
        format: Some("binary".to_owned()),
        ..StringKind::default()
    };
    let files = ArrayKind {
        items: FILE,
        min_items: Some(1),
        max_items: Some(3),
        unique_items: false,
    };
    Api {
        title: "Acme Widgets".to_owned(),
        version: "1.0".to_owned(),
        description: Some("Widgets by post.".to_owned()),
        servers: vec![Server {
            place: Place::default(),
            url: "https://{region}.acme.test/v1".to_owned(),
            description: None,
            variables: vec![ServerVariable {
                name: "region".to_owned(),
                default: "eu".to_owned(),
                values: vec!["eu".to_owned(), "us".to_owned()],
                description: None,
            }],
        }],
        security_schemes: Vec::new(),
        tags: vec![("Widgets".to_owned(), Some("What is made.".to_owned()))],
        operations,
        webhooks: Vec::new(),
        types: vec![
            ty("Name", Kind::String(string())),
            ty("Count", Kind::Integer(integer)),
            ty("Widget", object("name", STRING)),
            ty("Problem", object("message", STRING)),
            ty("Any", Kind::Any),
            ty("Tags", Kind::Array(array)),
            ty("MaybeName", Kind::Nullable(STRING)),
            ty("File", Kind::String(file)),
            ty("Files", Kind::Array(files)),
            ty("UploadWidget", upload()),
            ty("WidgetEvent", object("data", STRING)),
        ],
        components: vec![
            ("Widget".to_owned(), WIDGET),
            ("Problem".to_owned(), PROBLEM),
        ],
    }
}

fn ty(name: &str, kind: Kind) -> Type {
    Type {
        place: Place::default(),
        direction: Direction::Both,
        origin: Origin::Component(name.to_owned()),
        docs: Docs::default(),
        kind,
        rules: Vec::new(),
        schema: None,
    }
}

fn object(property: &str, ty: TypeId) -> Kind {
    Kind::Object(ObjectKind {
        properties: vec![Property {
            place: Place::default(),
            name: property.to_owned(),
            ty,
            required: true,
            default: None,
            docs: Docs::default(),
            rename: None,
        }],
        additional: Additional::Ignored,
        pattern_properties: Vec::new(),
        keys: None,
        min_properties: None,
        max_properties: None,
    })
}

/// Every kind of part.
fn upload() -> Kind {
    let Kind::Object(mut kind) = object("name", STRING) else {
        return Kind::Any;
    };
    let required = [("file", FILE), ("files", TypeId(8)), ("type", WIDGET)];
    let optional = [
        ("tags", STRINGS),
        ("count", INTEGER),
        ("thumbnail", FILE),
        ("list", STRINGS),
    ];
    let all = required.map(|(name, ty)| (name, ty, true));
    for (name, ty, required) in all
        .into_iter()
        .chain(optional.map(|(n, ty)| (n, ty, false)))
    {
        kind.properties.push(Property {
            place: Place::default(),
            name: name.to_owned(),
            ty,
            required,
            default: None,
            docs: Docs::default(),
            rename: None,
        });
    }
    kind.additional = Additional::Typed(STRING);
    Kind::Object(kind)
}

/// `createWidget`, `POST`, `/widgets/{id}`; parameters in braces are added by [`with`].
pub fn op(id: &str, method: &str, template: &str) -> Operation {
    Operation {
        place: Place::default()
            .key("paths")
            .key(template)
            .key(method.to_lowercase()),
        id: Some(id.to_owned()),
        tags: vec!["Widgets".to_owned()],
        rename: None,
        group: None,
        method: Method(method.to_owned()),
        template: template.to_owned(),
        path: vec![PathPart::Literal(template.to_owned())],
        fixed_query: Vec::new(),
        docs: Docs::default(),
        parameters: Vec::new(),
        body: None,
        responses: Vec::new(),
        servers: None,
        security: Vec::new(),
    }
}

/// A required parameter by the default style of its place.
pub fn parameter(name: &str, location: ParameterIn, ty: TypeId) -> Parameter {
    let style = match location {
        ParameterIn::Path | ParameterIn::Header => Style::Simple,
        _ => Style::Form,
    };
    Parameter {
        place: Place::default().key("parameters").key(name),
        name: name.to_owned(),
        location,
        required: true,
        ty,
        form: ParameterForm::Styled(Spelling::usual(style)),
        parts: Vec::new(),
        default: None,
        docs: Docs::default(),
        rename: None,
    }
}

pub fn optional(name: &str, location: ParameterIn, ty: TypeId) -> Parameter {
    Parameter {
        required: false,
        ..parameter(name, location, ty)
    }
}

pub fn content(media_type: &str, kind: ContentKind) -> Content {
    Content {
        place: Place::default().key(media_type),
        media_type: media_type.to_owned(),
        kind,
    }
}

pub fn json(ty: TypeId) -> Content {
    content("application/json", ContentKind::Json(ty))
}

pub fn text() -> Content {
    content("text/plain", ContentKind::Text(STRING))
}

pub fn body(required: bool, contents: Vec<Content>) -> Option<Body> {
    Some(Body {
        place: Place::default(),
        required,
        description: None,
        contents,
    })
}

pub fn reply(status: Status, contents: Vec<Content>) -> Response {
    Response {
        place: Place::default().key("responses"),
        status,
        description: None,
        headers: Vec::new(),
        contents,
    }
}

pub fn header(name: &str, ty: TypeId) -> Header {
    Header {
        place: Place::default(),
        name: name.to_owned(),
        required: false,
        ty,
        form: ParameterForm::Styled(Spelling::usual(Style::Simple)),
        docs: Docs::default(),
    }
}

pub fn scheme(name: &str, kind: SecurityKind) -> SecurityScheme {
    SecurityScheme {
        place: Place::default(),
        name: name.to_owned(),
        description: None,
        kind,
    }
}

pub fn lower(api: &Api) -> (RustModel, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let options = Options {
        module: "acme".to_owned(),
        ..Options::default()
    };
    let names = name::assign(api, &mut diagnostics);
    let model = lower::lower(api, &names, &options, &mut diagnostics);
    (model, diagnostics)
}

/// The same of a document with these `paths`, in YAML's flow style, and what else is in it.
pub fn of_text(paths: &str, others: &str) -> (RustModel, Diagnostics) {
    let text = format!(
        "openapi: 3.2.0\ninfo: {{title: Acme, version: '1'}}\n\
         servers: [{{url: 'https://acme.test'}}]\npaths: {{{paths}}}\n{others}\n"
    );
    let mut diagnostics = Diagnostics::default();
    let reading = read_text("acme.yaml", &text, None, &mut diagnostics);
    let document = reading.document.as_ref().expect("a document");
    let api = understand(document, &Filter::default(), &mut diagnostics);
    let options = Options {
        module: "acme".to_owned(),
        ..Options::default()
    };
    let names = name::assign(&api, &mut diagnostics);
    let model = lower::lower(&api, &names, &options, &mut diagnostics);
    (model, diagnostics)
}
