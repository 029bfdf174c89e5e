//! What is no change.

use super::{changes, document, line};

/// Two ways to say the same: what stands under `paths`, and what follows it.
const PAIRS: &[(&str, &str, &str)] = &[
    (
        "inline or by reference",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string, maxLength: 3}}}}}}, responses: {}}}}",
        "{/w: {post: {requestBody: {$ref: '#/components/requestBodies/R'}, responses: {}}}}\n\
         components: {requestBodies: {R: {content: {application/json: {schema: {$ref: '#/components/schemas/W'}}}}}, \
         schemas: {W: {type: object, properties: {a: {$ref: '#/components/schemas/S'}}}, S: {type: string, maxLength: 3}}}",
    ),
    (
        "names of components",
        "{/w: {get: {responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}\n\
         components: {schemas: {A: {type: object, properties: {next: {$ref: '#/components/schemas/A'}, x: {type: string}}}}}",
        "{/w: {get: {responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}}}}\n\
         components: {schemas: {B: {type: object, properties: {x: {type: string}, next: {$ref: '#/components/schemas/B'}}}}}",
    ),
    (
        "a recursive type unrolled once",
        "{/w: {get: {responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}\n\
         components: {schemas: {A: {type: object, properties: {next: {$ref: '#/components/schemas/A'}}}}}",
        "{/w: {get: {responses: {200: {content: {application/json: {schema: {type: object, properties: {next: {$ref: '#/components/schemas/A'}}}}}}}}}}\n\
         components: {schemas: {A: {type: object, properties: {next: {$ref: '#/components/schemas/A'}}}}}",
    ),
    (
        "order",
        "{/a: {get: {tags: [x, y], parameters: [{name: p, in: query, schema: {type: string, enum: [a, b]}}, {name: q, in: query, schema: {type: string}}], \
         responses: {200: {description: a}, 404: {description: b}}}}, /b: {get: {responses: {}}}}",
        "{/b: {get: {responses: {}}}, /a: {get: {parameters: [{name: q, in: query, schema: {type: string}}, {name: p, in: query, schema: {type: string, enum: [b, a]}}], \
         tags: [y, x], responses: {404: {description: b}, 200: {description: a}}}}}",
    ),
    (
        "order of properties, required and arms",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {type: object, required: [a, b], properties: {a: {oneOf: [{type: string}, {type: integer}]}, b: {type: string}}}}}}, responses: {}}}}",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {type: object, required: [b, a], properties: {b: {type: string}, a: {oneOf: [{type: integer}, {type: string}]}}}}}}, responses: {}}}}",
    ),
    (
        "words and examples",
        "{/w: {post: {summary: One, description: Two, requestBody: {description: Three, content: {application/json: {example: 1, schema: {type: integer, title: N, description: Four, examples: [1]}}}}, responses: {200: {description: Five}}}}}",
        "{/w: {post: {summary: Six, requestBody: {content: {application/json: {example: 2, schema: {type: integer, title: M, description: Seven, examples: [2]}}}}, responses: {200: {description: Eight}}}}}",
    ),
    (
        "spellings of null",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string, nullable: true}}}}}}, responses: {}}}}",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {a: {anyOf: [{type: string}, {type: 'null'}]}}}}}}, responses: {}}}}",
    ),
    (
        "merged or allOf",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {allOf: [{type: object, properties: {a: {type: string}}}, {type: object, required: [b], properties: {b: {type: string}}}]}}}}, responses: {}}}}",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}}}}, responses: {}}}}",
    ),
    (
        "names of path parameters, case of headers",
        "{'/w/{id}': {get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: X-A, in: header, schema: {type: string}}], responses: {}}}}",
        "{'/w/{widget}': {get: {parameters: [{name: widget, in: path, required: true, schema: {type: string}}, {name: x-a, in: header, schema: {type: string}}], responses: {}}}}",
    ),
    (
        "spellings of numbers and of nothing",
        "{/w: {post: {requestBody: {content: {application/json; charset=utf-8: {schema: {type: object, properties: {n: {type: number, minimum: 1, default: 2}, s: {type: string, minLength: 0}}}}}}, responses: {}}}}",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {n: {type: number, minimum: 1.0, default: 2.0}, s: {type: string}}, additionalProperties: true}}}}, responses: {}}}}",
    ),
    (
        "names of security schemes",
        "{/w: {get: {security: [{one: []}], responses: {}}}}\ncomponents: {securitySchemes: {one: {type: http, scheme: bearer}}}",
        "{/w: {get: {responses: {}}}}\nsecurity: [{two: []}]\ncomponents: {securitySchemes: {two: {type: http, scheme: Bearer, bearerFormat: JWT}}}",
    ),
    (
        "a slash at the end of a server",
        "{/w: {get: {responses: {}}}}\nservers: [{url: 'https://api.acme.example'}]",
        "{/w: {get: {servers: [{url: 'https://api.acme.example'}], responses: {}}}}\nservers: [{url: 'https://api.acme.example/'}]",
    ),
];

#[test]
fn what_is_no_change() {
    for (name, old, new) in PAIRS {
        for (from, to) in [(old, new), (new, old)] {
            let found: Vec<String> = changes(&document(from), &document(to))
                .iter()
                .map(line)
                .collect();
            assert_eq!(found, Vec::<String>::new(), "{name}");
        }
    }
}
