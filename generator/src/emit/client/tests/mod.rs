//! What is emitted for small APIs.

mod documents;
mod fixture;
mod krate;
mod written;

use crate::api::{
    Api, ContentKind, Docs, ParameterForm, Part, PathPart, SecurityAlternative, SecurityKind,
    Server,
};
use crate::diagnostic::{Diagnostics, Place};
use crate::document::{ParameterIn, Spelling, Status, Style};
use crate::emit::Emission;
use fixture::*;
use insta::assert_snapshot;
use krate::crate_of;

/// The files of the client after one another.
fn emit(api: &Api, files: &[&str]) -> String {
    let (model, diagnostics) = lower(api);
    let all = crate::emit::emit_api(&model, format!("generated::{}", model.module));
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        let place = diagnostic.place.clone().unwrap_or_default();
        out.push_str(&format!(
            "// {} at {}: {}\n",
            diagnostic.code, place.pointer, diagnostic.message
        ));
    }
    for Emission { path, emit } in all
        .iter()
        .filter(|file| files.contains(&file.path.as_str()))
    {
        out.push_str(&crate::render::render(
            &format!("// ---- {path}\n"),
            emit,
            &mut Diagnostics::default(),
        ));
    }
    out
}

#[test]
fn a_simple_operation() {
    assert_snapshot!(emit(&simple(), &["mod.rs", "client.rs", "widgets.rs"]));
}

#[test]
fn several_statuses_and_media_types() {
    assert_snapshot!(emit(&statuses(), &["widgets.rs"]));
}

#[test]
fn no_success_and_default_only() {
    assert_snapshot!(emit(&odd(), &["widgets.rs"]));
}

#[test]
fn security() {
    assert_snapshot!(emit(&secured(), &["mod.rs", "client.rs", "widgets.rs"]));
}

#[test]
fn all_places_and_styles() {
    assert_snapshot!(emit(&places(), &["widgets.rs"]));
}

#[test]
fn bodies() {
    assert_snapshot!(emit(&bodied(), &["widgets.rs"]));
}

#[test]
fn parts_and_streams() {
    assert_snapshot!(emit(&streamed(), &["widgets.rs"]));
}

#[test]
fn webhooks() {
    assert_snapshot!(emit(&arriving(), &["mod.rs", "webhooks.rs"]));
}

/// Every API above in one crate: no warning, and calls over a real socket. It needs the
/// dependencies of an emitted crate, and minutes where they are not built yet.
#[test]
fn the_emitted_crate_works() {
    let apis = [
        simple(),
        statuses(),
        odd(),
        secured(),
        places(),
        bodied(),
        streamed(),
        arriving(),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    crate_of(&apis, folder.path());
    let cargo = |arguments: &[&str]| {
        let done = std::process::Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&done.stderr);
        let printed = String::from_utf8_lossy(&done.stdout);
        assert!(done.status.success(), "{said}{printed}");
    };
    cargo(&[
        "clippy",
        "--quiet",
        "--lib",
        "--features",
        "blocking,tracing",
        "--",
        "-D",
        "warnings",
    ]);
    cargo(&[
        "check",
        "--quiet",
        "--no-default-features",
        "--features",
        "api0,api1",
    ]);
    cargo(&["test", "--quiet"]);
}

fn simple() -> Api {
    let mut create = op("create", "POST", "/widgets");
    create.docs.title = Some("Make a widget".to_owned());
    create.body = body(true, vec![json(WIDGET)]);
    create.responses = vec![
        reply(Status::Code(200), vec![json(WIDGET)]),
        reply(Status::Code(400), vec![json(PROBLEM)]),
    ];
    create.security = vec![SecurityAlternative {
        schemes: vec![(0, Vec::new())],
    }];
    let mut api = api(vec![create]);
    api.security_schemes = vec![scheme("bearer_auth", SecurityKind::Bearer { format: None })];
    api
}

fn statuses() -> Api {
    let mixed = || vec![json(ANY), text()];
    let mut create = op("create", "PUT", "/widgets");
    let mut created = reply(Status::Code(201), vec![json(WIDGET)]);
    created.headers = vec![header("Location", STRING)];
    let mut limited = reply(Status::Code(429), mixed());
    limited.headers = vec![header("X-Rate-Limit", INTEGER)];
    limited.description = Some("Too fast.".to_owned());
    create.responses = vec![
        reply(
            Status::Code(200),
            vec![json(WIDGET), content("image/png", ContentKind::Bytes)],
        ),
        created,
        reply(Status::Code(204), Vec::new()),
        reply(Status::Code(400), mixed()),
        limited,
        reply(Status::Range(4), mixed()),
        reply(Status::Default, mixed()),
    ];
    // The same errors but for what is said of them: one enum.
    let mut replace = op("replace", "POST", "/widgets");
    replace.responses = create.responses.clone();
    api(vec![create, replace])
}

fn odd() -> Api {
    let mut only_default = op("any", "GET", "/any");
    only_default.responses = vec![reply(Status::Default, vec![json(WIDGET)])];
    let mut redirect = op("moved", "GET", "/moved");
    redirect.responses = vec![reply(Status::Code(302), Vec::new())];
    let mut head = op("peek", "HEAD", "/any");
    head.responses = vec![reply(Status::Code(200), vec![json(WIDGET)])];
    api(vec![only_default, redirect, head])
}

fn secured() -> Api {
    let kinds = [
        (
            "bearer_auth",
            SecurityKind::Bearer {
                format: Some("JWT".to_owned()),
            },
        ),
        (
            "api_key",
            SecurityKind::ApiKey {
                location: ParameterIn::Header,
                name: "x-api-key".to_owned(),
            },
        ),
        (
            "query_key",
            SecurityKind::ApiKey {
                location: ParameterIn::Query,
                name: "key".to_owned(),
            },
        ),
        ("basic_auth", SecurityKind::Basic),
        (
            "hmac",
            SecurityKind::OtherHttp {
                scheme: "HMAC".to_owned(),
            },
        ),
        ("certificate_of", SecurityKind::MutualTls),
    ];
    let alternative = |schemes: &[usize]| SecurityAlternative {
        schemes: schemes
            .iter()
            .map(|index| (*index, vec!["read".to_owned()]))
            .collect(),
    };
    let mut either = op("either", "GET", "/either");
    either.security = vec![alternative(&[0]), alternative(&[1, 2]), alternative(&[])];
    let none = op("none", "GET", "/none");
    let mut api = api(vec![either, none]);
    api.security_schemes = kinds.map(|(name, kind)| scheme(name, kind)).to_vec();
    api
}

fn places() -> Api {
    let styled = |style, explode| {
        let usual = Spelling::usual(style);
        ParameterForm::Styled(Spelling { explode, ..usual })
    };
    let mut get = op("get", "GET", "/shops/{shop}/a b/{matrix}.json");
    get.path = vec![
        PathPart::Literal("/shops/".to_owned()),
        PathPart::Parameter(0),
        PathPart::Literal("/a b/".to_owned()),
        PathPart::Parameter(1),
        PathPart::Literal(".json".to_owned()),
    ];
    get.fixed_query = vec![("beta".to_owned(), "true".to_owned())];
    let mut old = optional("old", ParameterIn::Query, STRING);
    old.docs = Docs {
        deprecated: true,
        ..Docs::default()
    };
    let mut limit = optional("limit", ParameterIn::Query, INTEGER);
    limit.default = Some(20.into());
    get.parameters = vec![
        parameter("shop", ParameterIn::Path, STRING),
        parameter("matrix", ParameterIn::Path, STRINGS),
        parameter("core", ParameterIn::Query, STRING),
        limit,
        optional("tags", ParameterIn::Query, STRINGS),
        optional("filter", ParameterIn::Query, WIDGET),
        optional("sort", ParameterIn::Query, WIDGET),
        optional("maybe", ParameterIn::Query, NULLABLE),
        old,
        optional("x-trace", ParameterIn::Header, STRING),
        optional("Accept", ParameterIn::Header, STRING),
        optional("Content-Length", ParameterIn::Header, STRING),
        optional("bad name", ParameterIn::Header, STRING),
        optional("session", ParameterIn::Cookie, STRING),
    ];
    get.parameters[1].form = styled(Style::Matrix, true);
    get.parameters[4].form = styled(Style::PipeDelimited, false);
    get.parameters[5].form = styled(Style::DeepObject, true);
    get.parameters[6].form = ParameterForm::Json;
    get.docs.deprecated = true;
    get.responses = vec![reply(Status::Code(204), Vec::new())];
    get.servers = Some(vec![Server {
        place: Place::default(),
        url: "https://files.acme.test".to_owned(),
        description: None,
        variables: Vec::new(),
    }]);
    api(vec![get])
}

fn bodied() -> Api {
    let bytes = || content("application/octet-stream", ContentKind::Bytes);
    let part = Part {
        property: "name".to_owned(),
        content_types: vec!["application/json".to_owned()],
        spelling: None,
        file: false,
        headers: Vec::new(),
    };
    let form = || {
        content(
            "application/x-www-form-urlencoded",
            ContentKind::Form(WIDGET, vec![part.clone()]),
        )
    };
    let multipart = || {
        content(
            "multipart/form-data",
            ContentKind::Multipart(WIDGET, Vec::new()),
        )
    };
    let with = |id: &str, required, contents, answer| {
        let mut op = op(id, "POST", "/bodies");
        op.body = body(required, contents);
        op.responses = vec![reply(Status::Code(200), vec![answer])];
        op
    };
    let operations = vec![
        with("maybe", false, vec![json(WIDGET)], json(WIDGET)),
        with("text", true, vec![text()], text()),
        with("move", true, vec![bytes()], bytes()),
        with("form", true, vec![form()], json(STRINGS)),
        with(
            "choice",
            true,
            vec![json(WIDGET), form(), multipart()],
            content("text/event-stream", ContentKind::Stream(WIDGET)),
        ),
        with("all", true, vec![multipart()], text()),
    ];
    api(operations)
}

/// Files, streams both ways, media ranges, methods and places of 3.2.
fn streamed() -> Api {
    let part = |property: &str, content_types: &[&str], file| Part {
        property: property.to_owned(),
        content_types: content_types
            .iter()
            .map(|name| (*name).to_owned())
            .collect(),
        spelling: None,
        file,
        headers: Vec::new(),
    };
    let mut parts = vec![
        part("file", &["image/png", "image/*"], true),
        part("files", &[], true),
        part("thumbnail", &[], true),
        part("name", &["application/json"], false),
        part("type", &["application/xml"], false),
        part("list", &[], false),
    ];
    parts[0].headers = vec![("X-Checksum".to_owned(), false)];
    parts[3].headers = vec![("X-Lost".to_owned(), true)];
    parts[5].spelling = Some(Spelling::usual(Style::PipeDelimited));
    let multipart = |id| {
        content(
            "multipart/form-data",
            ContentKind::Multipart(id, parts.clone()),
        )
    };
    let stream = |media_type, ty| content(media_type, ContentKind::Stream(ty));
    let bytes = |media_type| content(media_type, ContentKind::Bytes);
    let with = |id: &str, contents: Vec<_>, answers| {
        let mut op = op(id, "POST", "/streams");
        op.body = body(true, contents).filter(|body| !body.contents.is_empty());
        op.responses = vec![
            reply(Status::Code(200), answers),
            reply(Status::Code(500), vec![stream("text/event-stream", WIDGET)]),
        ];
        op
    };
    let mut search = op("search", "QUERY", "/streams");
    search.parameters = vec![
        parameter("filter", ParameterIn::QueryString, WIDGET),
        parameter("flavour", ParameterIn::Cookie, STRING),
    ];
    search.parameters[0].form = ParameterForm::Json;
    search.parameters[1].form = ParameterForm::Styled(Spelling::usual(Style::Cookie));
    let mut select = op("select", "PURGE", "/streams");
    select.parameters = vec![optional("path", ParameterIn::QueryString, STRING)];
    select.parameters[0].form = ParameterForm::Text;
    let mut later = with(
        "later",
        Vec::new(),
        vec![stream("application/jsonl", WIDGET)],
    );
    later
        .responses
        .insert(1, reply(Status::Code(204), Vec::new()));
    let operations = vec![
        with(
            "upload",
            vec![multipart(UPLOAD)],
            vec![stream("text/event-stream", WIDGET)],
        ),
        with(
            "either",
            vec![
                json(WIDGET),
                multipart(UPLOAD),
                bytes("image/*"),
                bytes("text/csv"),
            ],
            vec![json(WIDGET), stream("text/event-stream", EVENT)],
        ),
        with("free", vec![multipart(ANY)], vec![text()]),
        with("picture", vec![bytes("image/*")], vec![bytes("image/png")]),
        with(
            "lines",
            vec![stream("application/jsonl", WIDGET)],
            vec![text()],
        ),
        with(
            "records",
            vec![stream("application/json-seq", STRING)],
            vec![text()],
        ),
        later,
        search,
        select,
    ];
    api(operations)
}

fn arriving() -> Api {
    let mut made = op("", "POST", "widget.made");
    made.id = None;
    made.docs.title = Some("A widget was made".to_owned());
    made.parameters = vec![parameter("X-Signature", ParameterIn::Header, STRING)];
    let other = content("application/vnd.acme+json", ContentKind::Json(STRINGS));
    let form = content(
        "application/x-www-form-urlencoded",
        ContentKind::Form(WIDGET, Vec::new()),
    );
    made.body = body(true, vec![json(WIDGET), other, form]);
    let mut back = op("called_back", "POST", "{$request.body#/url}");
    back.docs.deprecated = true;
    back.body = body(true, vec![json(NULLABLE)]);
    let ping = op("ping", "POST", "ping");
    let mut api = api(Vec::new());
    api.webhooks = vec![made, back, ping];
    api
}
