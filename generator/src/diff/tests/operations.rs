//! Changes beside those of types: operations, parameters, bodies, responses, security, servers.

use super::super::{Change, FailOn};
use super::{changes, document, line};

/// Cases: a name, what was, what is. Both ways are tried.
const CASES: &[(&str, &str, &str)] = &[
    (
        "operation",
        "{/w: {get: {responses: {}}}}",
        "{/w: {get: {responses: {}}, post: {responses: {}}}}",
    ),
    (
        "path",
        "{/w: {get: {responses: {}}}}",
        "{/w: {get: {responses: {}}}, '/w/{id}': {get: {responses: {}}}}",
    ),
    (
        "deprecated operation",
        "{/w: {get: {responses: {}}}}",
        "{/w: {get: {responses: {}}, post: {deprecated: true, responses: {}}}}",
    ),
    (
        "deprecated path",
        "{/w: {get: {responses: {}}}}",
        "{/w: {get: {responses: {}}}, /v: {get: {deprecated: true, responses: {}}}}",
    ),
    (
        "deprecation",
        "{/w: {get: {responses: {}}}}",
        "{/w: {get: {deprecated: true, responses: {}}}}",
    ),
    (
        "operationId",
        "{/w: {get: {operationId: a, responses: {}}}}",
        "{/w: {get: {operationId: b, responses: {}}}}",
    ),
    (
        "no operationId",
        "{/w: {get: {responses: {}}}}",
        "{/w: {get: {operationId: b, responses: {}}}}",
    ),
    (
        "tag",
        "{/w: {get: {tags: [a], responses: {}}}}",
        "{/w: {get: {tags: [b], responses: {}}}}",
    ),
    (
        "webhook",
        "{}",
        "{}\nwebhooks: {made: {post: {requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {}}}}",
    ),
    (
        "body of a webhook",
        "{}\nwebhooks: {made: {post: {requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {}}}}",
        "{}\nwebhooks: {made: {post: {requestBody: {content: {application/json: {schema: {type: [string, integer]}}}}, responses: {}}}}",
    ),
    (
        "optional parameter",
        "{/w: {get: {responses: {}}}}",
        "{/w: {get: {parameters: [{name: q, in: query, schema: {type: string}}], responses: {}}}}",
    ),
    (
        "required header",
        "{/w: {get: {responses: {}}}}",
        "{/w: {get: {parameters: [{name: X-Q, in: header, required: true, schema: {type: string}}], responses: {}}}}",
    ),
    (
        "deprecated parameter",
        "{/w: {get: {responses: {}}}}",
        "{/w: {get: {parameters: [{name: q, in: cookie, deprecated: true, schema: {type: string}}], responses: {}}}}",
    ),
    (
        "parameter",
        "{/w: {get: {parameters: [{name: q, in: query, schema: {type: string}}, {name: r, in: query, schema: {type: string}}], responses: {}}}}",
        "{/w: {get: {parameters: [{name: q, in: query, required: true, schema: {type: string, default: x}}, {name: r, in: query, deprecated: true, schema: {type: string}}], responses: {}}}}",
    ),
    (
        "default of a parameter",
        "{/w: {get: {parameters: [{name: q, in: query, schema: {type: string, default: x}}], responses: {}}}}",
        "{/w: {get: {parameters: [{name: q, in: query, schema: {type: string, default: y}}], responses: {}}}}",
    ),
    (
        "style",
        "{/w: {get: {parameters: [{name: q, in: query, schema: {type: array, items: {type: string}}}], responses: {}}}}",
        "{/w: {get: {parameters: [{name: q, in: query, explode: false, schema: {type: array, items: {type: string}}}], responses: {}}}}",
    ),
    (
        "length of a path parameter",
        "{'/w/{a}': {get: {parameters: [{name: a, in: path, required: true, schema: {type: string}}], responses: {}}}}",
        "{'/w/{a}': {get: {parameters: [{name: a, in: path, required: true, schema: {type: string, maxLength: 9}}], responses: {}}}}",
    ),
    (
        "optional body",
        "{/w: {post: {responses: {}}}}",
        "{/w: {post: {requestBody: {content: {text/plain: {}}}, responses: {}}}}",
    ),
    (
        "required body",
        "{/w: {post: {responses: {}}}}",
        "{/w: {post: {requestBody: {required: true, content: {text/plain: {}}}, responses: {}}}}",
    ),
    (
        "need for a body",
        "{/w: {post: {requestBody: {content: {text/plain: {}}}, responses: {}}}}",
        "{/w: {post: {requestBody: {required: true, content: {text/plain: {}}}, responses: {}}}}",
    ),
    (
        "media type",
        "{/w: {post: {requestBody: {content: {text/plain: {}}}, responses: {200: {content: {text/plain: {}}}}}}}",
        "{/w: {post: {requestBody: {content: {text/csv: {}}}, responses: {200: {content: {text/csv: {}}}}}}}",
    ),
    (
        "schema of a media type",
        "{/w: {post: {requestBody: {content: {application/*: {}}}, responses: {200: {content: {application/*: {}}}}}}}",
        "{/w: {post: {requestBody: {content: {application/*: {schema: {type: object}}}}, responses: {200: {content: {application/*: {schema: {type: object}}}}}}}}",
    ),
    (
        "parameter of a media type",
        "{/w: {get: {responses: {200: {content: {text/plain; version=1: {schema: {type: string}}}}}}}}",
        "{/w: {get: {responses: {200: {content: {text/plain; version=2: {schema: {type: string}}}}}}}}",
    ),
    (
        "encoding of a part",
        "{/w: {post: {requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {f: {type: string}}}, encoding: {f: {contentType: image/png}}}}}, responses: {}}}}",
        "{/w: {post: {requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {f: {type: string}}}, encoding: {f: {contentType: image/gif}}}}}, responses: {}}}}",
    ),
    (
        "success",
        "{/w: {get: {responses: {200: {description: a}}}}}",
        "{/w: {get: {responses: {200: {description: a}, 2XX: {description: a}}}}}",
    ),
    (
        "failure",
        "{/w: {get: {responses: {200: {description: a}}}}}",
        "{/w: {get: {responses: {200: {description: a}, 404: {description: a}, default: {description: a}}}}}",
    ),
    (
        "optional header of a response",
        "{/w: {get: {responses: {200: {description: a}}}}}",
        "{/w: {get: {responses: {200: {headers: {X-A: {schema: {type: string}}}}}}}}",
    ),
    (
        "required header of a response",
        "{/w: {get: {responses: {200: {description: a}}}}}",
        "{/w: {get: {responses: {200: {headers: {X-A: {required: true, schema: {type: string}}}}}}}}",
    ),
    (
        "need for a header of a response",
        "{/w: {get: {responses: {200: {headers: {X-A: {schema: {type: string}}}}}}}}",
        "{/w: {get: {responses: {200: {headers: {x-a: {required: true, schema: {type: string}}}}}}}}",
    ),
    (
        "another door",
        "{/w: {get: {security: [{k: []}], responses: {}}}}\ncomponents: {securitySchemes: {k: {type: apiKey, in: header, name: X-Key}}}",
        "{/w: {get: {security: [{k: []}, {b: []}], responses: {}}}}\ncomponents: {securitySchemes: {k: {type: apiKey, in: header, name: X-Key}, b: {type: http, scheme: bearer}}}",
    ),
    (
        "open or closed",
        "{/w: {get: {responses: {}}}, /v: {get: {responses: {}}}}\ncomponents: {securitySchemes: {b: {type: http, scheme: bearer}}}",
        "{/w: {get: {responses: {}}}, /v: {get: {responses: {}}}}\nsecurity: [{b: []}]\ncomponents: {securitySchemes: {b: {type: http, scheme: bearer}}}",
    ),
    (
        "one key or two",
        "{/w: {get: {responses: {}}}}\nsecurity: [{b: []}]\ncomponents: {securitySchemes: {b: {type: http, scheme: basic}, c: {type: mutualTLS}}}",
        "{/w: {get: {responses: {}}}}\nsecurity: [{b: [], c: []}]\ncomponents: {securitySchemes: {b: {type: http, scheme: basic}, c: {type: mutualTLS}}}",
    ),
    (
        "place of a key",
        "{/w: {get: {responses: {}}}}\nsecurity: [{k: []}]\ncomponents: {securitySchemes: {k: {type: apiKey, in: header, name: X-Key}}}",
        "{/w: {get: {responses: {}}}}\nsecurity: [{k: []}]\ncomponents: {securitySchemes: {k: {type: apiKey, in: query, name: key}}}",
    ),
    (
        "place of a key that nobody asks for",
        "{}\ncomponents: {securitySchemes: {k: {type: apiKey, in: header, name: X-Key}}}",
        "{}\ncomponents: {securitySchemes: {k: {type: http, scheme: digest}}}",
    ),
    (
        "scope",
        "{/w: {get: {security: [{o: [read]}], responses: {}}}}\ncomponents: {securitySchemes: {o: {type: openIdConnect, openIdConnectUrl: 'https://acme.example'}}}",
        "{/w: {get: {security: [{o: [read, write]}], responses: {}}}}\ncomponents: {securitySchemes: {o: {type: openIdConnect, openIdConnectUrl: 'https://acme.example'}}}",
    ),
    (
        "server",
        "{}\nservers: [{url: 'https://a.acme.example'}]",
        "{}\nservers: [{url: 'https://b.acme.example'}]",
    ),
    (
        "second server",
        "{}\nservers: [{url: 'https://a.acme.example'}]",
        "{}\nservers: [{url: 'https://a.acme.example'}, {url: 'https://b.acme.example'}]",
    ),
    (
        "server of an operation",
        "{/w: {get: {responses: {}}}}\nservers: [{url: 'https://a.acme.example'}]",
        "{/w: {get: {servers: [{url: 'https://b.acme.example'}], responses: {}}}}\nservers: [{url: 'https://a.acme.example'}]",
    ),
    (
        "variable of a server",
        "{}\nservers: [{url: 'https://{r}.acme.example', variables: {r: {default: eu, enum: [eu, us]}}}]",
        "{}\nservers: [{url: 'https://{r}.acme.example', variables: {r: {default: us, enum: [eu, us]}}}]",
    ),
    (
        "component that two operations share",
        "{/a: {post: {requestBody: {$ref: '#/components/requestBodies/R'}, responses: {}}}, /b: {post: {requestBody: {$ref: '#/components/requestBodies/R'}, responses: {200: {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/W'}}}}}}}}}\n\
         components: {requestBodies: {R: {content: {application/json: {schema: {$ref: '#/components/schemas/W'}}}}}, schemas: {W: {type: object, properties: {tags: {type: array, items: {type: string, maxLength: 4}}, next: {$ref: '#/components/schemas/W'}}}}}",
        "{/a: {post: {requestBody: {$ref: '#/components/requestBodies/R'}, responses: {}}}, /b: {post: {requestBody: {$ref: '#/components/requestBodies/R'}, responses: {200: {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/W'}}}}}}}}}\n\
         components: {requestBodies: {R: {content: {application/json: {schema: {$ref: '#/components/schemas/W'}}}}}, schemas: {W: {type: object, properties: {tags: {type: array, items: {type: string, maxLength: 3}}, next: {$ref: '#/components/schemas/W'}}}}}",
    ),
    (
        "equal inline types that change alike",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string, maxLength: 4}, b: {type: string, maxLength: 4}, c: {type: string, maxLength: 4}}}}}}, responses: {}}}}",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string, maxLength: 3}, b: {type: string, maxLength: 4}, c: {type: string, maxLength: 3}}}}}}, responses: {}}}}",
    ),
];

/// Every case with its changes, for the tests that count rules.
pub(super) fn all() -> Vec<(String, Vec<Change>)> {
    let both = CASES
        .iter()
        .flat_map(|(name, old, new)| [(*name, *old, *new), (*name, *new, *old)]);
    both.map(|(name, from, to)| (name.to_owned(), changes(&document(from), &document(to))))
        .collect()
}

#[test]
fn each_case_both_ways() {
    let mut text = String::new();
    for (name, changes) in all() {
        assert!(!changes.is_empty(), "no change: {name}");
        text.push_str(&format!("{name}\n"));
        for change in changes {
            text.push_str(&format!("    {}\n", line(&change)));
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn exit_codes() {
    let with = |path: &str| document(&format!("{{{path}: {{get: {{responses: {{}}}}}}}}"));
    let (one, two) = (with("/a"), with("/a: {get: {responses: {}}}, /b"));
    let codes = |changes: &[Change]| {
        (
            FailOn::Any.exit_code(changes),
            FailOn::Breaking.exit_code(changes),
        )
    };
    assert_eq!(codes(&changes(&one, &one)), (0, 0));
    assert_eq!(codes(&changes(&one, &two)), (1, 0));
    assert_eq!(codes(&changes(&two, &one)), (1, 1));
}
