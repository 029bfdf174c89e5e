//! What is said of schemas whose keywords contradict each other.

use crate::api::{Api, Kind, ParameterForm, Selection};
use crate::diagnostic::{Code, Diagnostics};
use crate::pipeline::{Filter, read_text, understand};

/// The messages of one code about a schema, the schema in YAML's flow style.
fn said(schema: &str, code: Code) -> Vec<String> {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: Acme, version: '1'}}\npaths: {{}}\n\
         components: {{schemas: {{Widget: {{{schema}}}}}}}\n"
    );
    let mut diagnostics = Diagnostics::default();
    let reading = read_text("acme.yaml", &text, None, &mut diagnostics);
    let document = reading.document.as_ref().expect("a document");
    understand(document, &Filter::default(), &mut diagnostics);
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == code)
        .map(|diagnostic| diagnostic.message.clone())
        .collect()
}

#[test]
fn a_limit_that_refuses_what_is_listed_is_reported() {
    for (schema, message) in [
        (
            "type: string, enum: [a, bb], maxLength: 2, minLength: 1",
            None,
        ),
        (
            "type: string, enum: [a, bbb, cccc], maxLength: 2",
            Some("`maxLength` beside the list refuses \"bbb\" (and 1 more); it is allowed"),
        ),
        (
            "type: string, enum: [a, bbb], pattern: '^b+$'",
            Some("`pattern` beside the list refuses \"a\"; it is allowed"),
        ),
        (
            "allOf: [{type: integer, minimum: 3}, {enum: [2, 3]}]",
            Some("`minimum` beside the list refuses 2; it is allowed"),
        ),
        (
            "type: number, enum: [1, 2.5], exclusiveMaximum: 2.5",
            Some("`exclusiveMaximum` beside the list refuses 2.5; it is allowed"),
        ),
    ] {
        let message: Vec<_> = message.into_iter().map(str::to_owned).collect();
        assert_eq!(said(schema, Code::Unchecked), message, "{schema}");
    }
}

#[test]
fn lists_without_a_common_value_are_reported() {
    for (schema, count) in [
        ("allOf: [{enum: [1, 2]}, {enum: [1.0, 3]}]", 0),
        ("allOf: [{enum: [1, 2]}, {enum: [3]}]", 1),
        ("enum: [a, b], const: b", 0),
        ("enum: [a, b], const: c", 1),
    ] {
        let said = said(schema, Code::Unsatisfiable);
        let about_lists = said
            .iter()
            .filter(|it| it.starts_with("no value is in all"));
        assert_eq!(about_lists.count(), count, "{schema}");
    }
}

#[test]
fn additional_properties_of_one_part_do_not_bind_another_and_say_so() {
    for (schema, is_told) in [
        (
            "properties: {a: {}}, additionalProperties: {type: string}",
            false,
        ),
        (
            "allOf: [{properties: {a: {}}}], additionalProperties: true",
            false,
        ),
        (
            "allOf: [{properties: {a: {}}}], additionalProperties: {type: string}",
            true,
        ),
        (
            "allOf: [{additionalProperties: {type: string}}, {properties: {a: {}}}]",
            true,
        ),
        (
            "allOf: [{properties: {a: {}}}], properties: {a: {}}, additionalProperties: {type: string}",
            false,
        ),
    ] {
        let said = said(schema, Code::Unchecked);
        assert_eq!(said.len(), usize::from(is_told), "{schema}: {said:?}");
    }
}

#[test]
fn a_union_whose_only_arm_leads_back_to_it_says_so() {
    for arms in [
        "anyOf: [{$ref: '#/components/schemas/Widget'}]",
        "oneOf: [{oneOf: [{$ref: '#/components/schemas/Widget'}]}]",
        "anyOf: [{$ref: '#/components/schemas/Gear'}]}, Gear: {allOf: [{$ref: '#/components/schemas/Widget'}]",
        "anyOf: [{$ref: '#/components/schemas/Gear'}]}, Gear: {oneOf: [{$ref: '#/components/schemas/Widget'}]",
    ] {
        assert!(!said(arms, Code::CyclicReference).is_empty(), "{arms}");
    }
    let two = "anyOf: [{multipleOf: 3}], oneOf: [{multipleOf: 5}]";
    assert!(said(two, Code::CyclicReference).is_empty(), "{two}");
}

#[test]
fn lists_of_themselves_come_to_an_end() {
    let gear = "type: array, items: {$ref: '#/components/schemas/Gear'}";
    let widget =
        format!("enum: [a], allOf: [{{$ref: '#/components/schemas/Gear'}}]}}, Gear: {{{gear}");
    assert_eq!(said(&widget, Code::Unsatisfiable).len(), 2);
    // Two levels are only what they are.
    let nested = "type: array, items: {type: array, items: {type: string}}, enum: [a]";
    assert_eq!(said(nested, Code::Malformed).len(), 2);
}

/// Each of them alone would be put together with all that follow.
#[test]
fn long_chains_cost_no_more_than_their_length() {
    let chain = |link: &dyn Fn(usize) -> String| {
        let schemas: String = (0..400).map(|n| format!(", A{n}: {}", link(n))).collect();
        format!("$ref: '#/components/schemas/A0'}}{schemas}, A400: {{type: object")
    };
    let next = |n: usize| format!("{{$ref: '#/components/schemas/A{}'}}", n + 1);
    let lone = chain(&|n| {
        format!(
            "{{type: object, properties: {{p{n}: {{type: string}}}}, anyOf: [{}]}}",
            next(n)
        )
    });
    assert_eq!(said(&lone, Code::Widened).len(), 400 - 16);
    let lists = chain(&|n| format!("{{type: array, enum: [a], items: {}}}", next(n)));
    let of_the_last = (1..=16).sum::<usize>();
    assert_eq!(said(&lists, Code::Malformed).len(), of_the_last);
}

#[test]
fn a_path_names_a_value_that_spans_segments_in_four_ways() {
    for (name, reserved) in [
        ("path", false),
        ("path+", true),
        ("+path", true),
        ("path*", true),
        ("*path", true),
    ] {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: Acme, version: '1'}}\n\
             paths: {{'/files/{{{name}}}': {{get: {{parameters: [{{in: path, name: path, \
             required: true, schema: {{type: string}}}}], responses: {{}}}}}}}}\n"
        );
        let mut diagnostics = Diagnostics::default();
        let reading = read_text("acme.yaml", &text, None, &mut diagnostics);
        let document = reading.document.as_ref().expect("a document");
        let api = understand(document, &Filter::default(), &mut diagnostics);
        let parameters = &api.operations[0].parameters;
        let names: Vec<_> = parameters.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["path"], "{name}");
        let ParameterForm::Styled(spelling) = parameters[0].form else {
            panic!("{name}")
        };
        assert_eq!(spelling.allow_reserved, reserved, "{name}");
    }
}

/// What a document means, and all that is said of it.
fn meaning(text: &str) -> (Api, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let reading = read_text("acme.yaml", text, None, &mut diagnostics);
    let document = reading.document.as_ref().expect("a document");
    let api = understand(document, &Filter::default(), &mut diagnostics);
    (api, diagnostics)
}

/// Fifteen levels of two arms with something beside them took 15 s and 890 MB once.
#[test]
fn unions_in_unions_do_not_multiply_without_end() {
    let level = |n: usize| {
        let arms = format!(
            "[{{$ref: '#/components/schemas/X{0}'}}, {{$ref: '#/components/schemas/Y{0}'}}]",
            n + 1
        );
        let schema =
            format!("{{type: object, properties: {{p{n}: {{type: string}}}}, oneOf: {arms}}}");
        format!(", X{n}: {schema}, Y{n}: {schema}")
    };
    let levels: String = (0..24).map(level).collect();
    let schema = format!("type: string}}{levels}, X24: {{type: object}}, Y24: {{type: string");
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: Acme, version: '1'}}\npaths: {{}}\n\
         components: {{schemas: {{Widget: {{{schema}}}}}}}\n"
    );
    let (api, said) = meaning(&text);
    assert!(api.types.len() < 20_000, "{}", api.types.len());
    assert!(
        said.iter()
            .any(|one| one.code == Code::Widened && one.place.is_some())
    );
}

#[test]
fn what_one_part_calls_read_only_is_not_asked_for_in_requests() {
    for property in [
        "{readOnly: true, type: string}",
        "{$ref: '#/components/schemas/Id', maxLength: 5}",
        "{allOf: [{type: string}, {readOnly: true}]}",
        "{allOf: [{$ref: '#/components/schemas/Id'}, {minLength: 1}]}",
        "{type: string}}}, {properties: {id: {readOnly: true}",
    ] {
        let body = format!(
            "{{allOf: [{{type: object, required: [id, n], properties: {{n: {{type: integer}}, id: {property}}}}}]}}"
        );
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: Acme, version: '1'}}\n\
             paths: {{/a: {{post: {{requestBody: {{required: true, content: {{application/json: \
             {{schema: {body}}}}}}}, responses: {{}}}}}}}}\n\
             components: {{schemas: {{Id: {{type: string, readOnly: true}}}}}}\n"
        );
        let (api, _) = meaning(&text);
        let body = api.operations[0].body.as_ref().expect("a body");
        let ty = body.contents[0].kind.ty().expect("a type");
        let Kind::Object(object) = &api.ty(ty).kind else {
            panic!("{property}: {:?}", api.ty(ty).kind)
        };
        let names: Vec<_> = object
            .properties
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["n"], "{property}");
    }
}

#[test]
fn what_contradicts_a_reference_beside_it_means_nothing_in_3_0() {
    let schemas = |version: &str, beside: &str| {
        let text = format!(
            "openapi: {version}\ninfo: {{title: Acme, version: '1'}}\npaths: {{}}\n\
             components: {{schemas: {{Name: {{type: string, enum: [a, b]}}, Holder: {{type: object, \
             properties: {{a: {{$ref: '#/components/schemas/Name', {beside}}}}}}}}}}}\n"
        );
        let (api, said) = meaning(&text);
        let never = api.types.iter().any(|ty| ty.kind == Kind::Never);
        let told = said.iter().filter(|one| one.code == Code::Unsatisfiable);
        (never, told.count())
    };
    for beside in ["minLength: 5, type: integer", "enum: [c], type: string"] {
        assert_eq!(schemas("3.0.3", beside), (false, 1), "{beside}");
    }
    assert!(schemas("3.1.0", "minLength: 5, type: integer").1 > 0);
    assert_eq!(schemas("3.0.3", "enum: [a], type: string"), (false, 0));
}

#[test]
fn what_is_deep_is_not_called_part_of_itself() {
    let deep = (0..300).map(|n| format!(", A{n}: {{description: {n}, properties: {{p{n}: {{}}}}, allOf: [{{$ref: '#/components/schemas/A{}'}}]}}", n + 1));
    let deep: String = deep.collect();
    let schema = format!("$ref: '#/components/schemas/A0'}}{deep}, A300: {{type: object");
    assert_eq!(said(&schema, Code::CyclicReference), [""; 0]);
    assert!(!said(&schema, Code::Widened).is_empty());
}

#[test]
fn a_tag_that_is_no_string_tells_by_what_the_arms_look_like() {
    let arm = |value: &str| format!("{{type: object, required: [n], properties: {{n: {value}}}}}");
    for (one, other, by_shape) in [
        (
            "{type: integer, enum: [1]}",
            "{type: integer, enum: [2, 3]}",
            true,
        ),
        (
            "{type: boolean, const: true}",
            "{type: boolean, const: false}",
            true,
        ),
        (
            "{type: number, enum: [1.0]}",
            "{type: integer, enum: [1]}",
            false,
        ),
    ] {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: Acme, version: '1'}}\npaths: {{}}\n\
             components: {{schemas: {{A: {}, B: {}, Both: {{oneOf: [{{$ref: '#/components/schemas/A'}}, \
             {{$ref: '#/components/schemas/B'}}], discriminator: {{propertyName: n}}}}}}}}\n",
            arm(one),
            arm(other),
        );
        let (api, said) = meaning(&text);
        let selection = api.types.iter().find_map(|ty| match &ty.kind {
            Kind::Union(union) => Some(&union.selection),
            _ => None,
        });
        let is_so = matches!(selection, Some(Selection::Shape(_)));
        assert_eq!(is_so, by_shape, "{selection:?}");
        assert!(said.iter().any(|one| one.code == Code::NotUsed));
    }
}

/// Each value was looked for among all before it: 4 s in a release build.
#[test]
fn lists_of_values_beside_each_other_take_no_square() {
    let values = |from: usize| {
        let values: Vec<_> = (from..from + 30_000).map(|n| format!("v{n}")).collect();
        format!("{{enum: [{}]}}", values.join(", "))
    };
    let began = std::time::Instant::now();
    said(
        &format!("anyOf: [{}, {}]", values(0), values(30_000)),
        Code::Widened,
    );
    assert!(began.elapsed().as_secs() < 15, "{:?}", began.elapsed());
}
