//! Small APIs, each with one kind of item.

use crate::api::{
    Additional, Condition, JsonType, Kind, NumberKind, Selection, Shape, StringKind, TagArm,
    TupleKind,
};
use crate::lower::testing::Build;
use serde_json::json;

/// How a sample is made.
pub(super) type Sample = fn() -> Build;

/// Every sample, by the name of its module.
pub(crate) const ALL: &[(&str, Sample)] = &[
    ("structs", structs),
    ("additional_properties", additional_properties),
    ("enums", enums),
    ("unions", unions),
    ("unions_that_hold_themselves", unions_that_hold_themselves),
    (
        "recursion_is_boxed_where_it_must_be",
        recursion_is_boxed_where_it_must_be,
    ),
    ("aliases_share_their_checks", aliases_share_their_checks),
    ("checks_of_every_kind", checks_of_every_kind),
    ("rules", rules),
];

pub(super) fn structs() -> Build {
    let mut b = Build::new();
    let name = b.text(4, 30, "^[a-z]+$");
    let (string, secret, uuid) = (b.string(), b.secret(), b.format("uuid"));
    let nullable = b.nullable(string);
    let any = b.add(Kind::Any);
    let count = b.integer("1", "100");
    let secrets = b.map(secret);
    let url = b.format("uri");
    let only = b.values("WidgetKind", &[("Widget", json!("widget"))]);
    let id = b.object(
        "CreateWidget",
        &[
            ("kind!", only),
            ("id!", uuid),
            ("name!", name),
            ("owner!", nullable),
            ("description", nullable),
            ("type=r#type", string),
            ("limit", count),
            ("slug", name),
            ("headers", secrets),
            ("extra", any),
            ("+1=plus_one", count),
            ("url", url),
        ],
    );
    b.docs(id, "What a new widget is made of.");
    b.property(id, "limit").default = Some(json!(20));
    b.property(id, "type").default = Some(json!("plain"));
    b.property(id, "url").docs.deprecated = true;
    b.property(id, "slug").docs.description =
        Some("The name in <addresses>, see [docs] or https://acme.test/docs.".into());
    b
}

pub(super) fn additional_properties() -> Build {
    let mut b = Build::new();
    let text = b.text(0, 20, "");
    let id = b.object("Labels", &[("first!", text)]);
    b.edit(id).additional = Additional::Typed(text);
    let id = b.object("ByPattern", &[]);
    let keys = b.text(0, 10, "");
    let object = b.edit(id);
    object.pattern_properties = vec![("^x-".into(), text), ("^y-".into(), text)];
    object.additional = Additional::Denied;
    object.keys = Some(keys);
    object.min_properties = Some(1);
    b
}

pub(super) fn enums() -> Build {
    let mut b = Build::new();
    b.values(
        "Transport",
        &[
            ("Stdio", json!("stdio")),
            ("Http", json!("http")),
            ("Empty", json!("")),
            ("Err", json!("x")),
        ],
    );
    b.values(
        "Level",
        &[
            ("One", json!(1)),
            ("Half", json!(0.5)),
            ("Yes", json!(true)),
            ("Text", json!("x")),
            ("Many", json!([1, {"a": null}])),
        ],
    );
    let id = b.values("Color", &[("Red", json!("red"))]);
    if let Kind::Enum(list) = &mut b.ty(id).kind {
        list.open = true;
    }
    b
}

pub(super) fn unions() -> Build {
    let mut b = Build::new();
    let string = b.text(1, 0, "");
    let kind = b.values("CatKind", &[("Cat", json!("cat"))]);
    let cat = b.object("Cat", &[("kind!", kind), ("name", string)]);
    let dog = b.object("Dog", &[("barks", string)]);
    let tag = |value: &str, arm, carried| TagArm {
        value: value.into(),
        arm,
        carried,
    };
    let arms = vec![
        tag("cat", 0, true),
        tag("dog", 1, false),
        tag("hound", 1, false),
    ];
    let by_tag = Selection::Tag {
        property: "kind".into(),
        arms,
        plain: Vec::new(),
        default: None,
    };
    b.union("Pet", &[("Cat", cat), ("Dog", dog)], by_tag);
    let list = b.list(string);
    let shape = |types: &[JsonType]| Shape {
        types: types.to_vec(),
        ..Shape::default()
    };
    let object = Shape {
        types: vec![JsonType::Object],
        required: vec!["kind".into()],
        constants: vec![
            ("kind".into(), vec![json!("cat")]),
            ("n".into(), vec![json!(1)]),
        ],
        ..Shape::default()
    };
    let shapes = vec![
        shape(&[JsonType::String]),
        shape(&[JsonType::Array]),
        object,
    ];
    b.union(
        "Input",
        &[("Text", string), ("List", list), ("Cat", cat)],
        Selection::Shape(shapes),
    );
    b.union("Either", &[("Dog", dog), ("Cat", cat)], Selection::InOrder);
    b
}

pub(super) fn recursion_is_boxed_where_it_must_be() -> Build {
    let mut b = Build::new();
    let node = b.named("Node", Kind::Any);
    let list = b.list(node);
    let leaf = b.object("Leaf", &[("node!", node), ("nodes!", list)]);
    b.fill(node, &[("leaf", leaf), ("next", node), ("children!", list)]);
    let tree = b.named("Forest", Kind::Any);
    let inner = b.list(tree);
    b.ty(tree).kind = b.api.ty(inner).kind.clone();
    b
}

pub(super) fn aliases_share_their_checks() -> Build {
    let mut b = Build::new();
    let slug = b.text(3, 50, "^[a-z0-9-]+$");
    b.name(slug, "Slug");
    b.docs(slug, "A name in an address.");
    let maybe = b.nullable(slug);
    let slugs = b.list(maybe);
    b.object(
        "Page",
        &[("slug!", slug), ("parent", slug), ("tags", slugs)],
    );
    b
}

pub(super) fn checks_of_every_kind() -> Build {
    let mut b = Build::new();
    let text = b.text(1, 0, "");
    let (plain, wide) = (b.integer("", ""), b.integer("0", "100000000000000000000"));
    let (low, exact) = (
        b.integer("-5", "9223372036854775807"),
        b.number("0.1", "1e400"),
    );
    let byte = b.add(Kind::Integer(NumberKind {
        format: Some("uint8".into()),
        multiple_of: serde_json::from_str("2").ok(),
        ..Default::default()
    }));
    let map = b.map(text);
    let maps = b.list(map);
    if let Kind::Array(kind) = &mut b.ty(maps).kind {
        (kind.min_items, kind.max_items, kind.unique_items) = (Some(1), Some(9), true);
    }
    let never = b.add(Kind::Never);
    let pair = b.add(Kind::Tuple(TupleKind {
        prefix: vec![text, plain],
        rest: None,
        min_items: Some(2),
        max_items: None,
        unique_items: false,
    }));
    let loose = b.add(Kind::Tuple(TupleKind {
        prefix: vec![text, text],
        rest: None,
        min_items: None,
        max_items: None,
        unique_items: false,
    }));
    let secret = b.add(Kind::String(StringKind {
        secret: true,
        min_length: Some(8),
        ..StringKind::default()
    }));
    let secret_or_null = b.nullable(secret);
    b.object(
        "Checked",
        &[
            ("plain!", plain),
            ("wide!", wide),
            ("low!", low),
            ("exact!", exact),
            ("byte!", byte),
            ("maps", maps),
            ("never", never),
            ("pair!", pair),
            ("loose", loose),
            ("secret", secret_or_null),
            ("a!", text),
            ("b!", text),
            ("c!", text),
        ],
    );
    b
}

pub(super) fn rules() -> Build {
    let mut b = Build::new();
    let transport = b.values(
        "Transport",
        &[("Stdio", json!("stdio")), ("Http", json!("http"))],
    );
    let string = b.string();
    let nullable = b.nullable(string);
    let flag = b.add(Kind::Boolean);
    let id = b.object(
        "Server",
        &[
            ("transport!", transport),
            ("mode", transport),
            ("command", string),
            ("url", nullable),
            ("flag", flag),
        ],
    );
    let present = |name: &str| Condition::Present(name.into());
    let equals = |name: &str, value| Condition::Equals {
        property: name.into(),
        values: vec![value],
    };
    let when = |condition, then| Condition::If {
        condition: Box::new(condition),
        then: Box::new(then),
        otherwise: Box::new(Condition::All(Vec::new())),
    };
    b.rule(
        id,
        when(
            equals("transport", json!("stdio")),
            Condition::All(vec![
                present("command"),
                Condition::Not(Box::new(present("url"))),
            ]),
        ),
    );
    b.rule(
        id,
        when(
            Condition::All(vec![present("mode"), equals("mode", json!("http"))]),
            present("url"),
        ),
    );
    b.rule(id, Condition::Any(vec![present("command"), present("url")]));
    b.rule(
        id,
        Condition::One(vec![present("command"), equals("flag", json!(true))]),
    );
    b.rule(id, equals("url", json!("https://acme.test")));
    b.rule(id, present("nowhere"));
    b
}

pub(super) fn unions_that_hold_themselves() -> Build {
    let mut b = Build::new();
    let string = b.string();
    let target = b.named("Target", Kind::Any);
    let user = b.object("User", &[("type!=r#type", string)]);
    let tag = |value: &str, arm, carried| TagArm {
        value: value.into(),
        arm,
        carried,
    };
    let by_tag = Selection::Tag {
        property: "type".into(),
        arms: vec![tag("user", 0, true), tag("all", 1, false)],
        plain: Vec::new(),
        default: None,
    };
    let filled = b.union("Filled", &[("User", user), ("All", target)], by_tag);
    b.ty(target).kind = b.api.ty(filled).kind.clone();
    for index in 0..2 {
        let name = b.names.variants[&(filled, index)].clone();
        b.names.variants.insert((target, index), name);
    }
    b
}
