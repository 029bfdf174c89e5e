//! Bodies of documents that are not in this repository: an invented value, and fields and rules as
//! somebody would write them by hand. The program of `bench validate --corpus` takes these files as
//! they are and has the emitted type beside them; here they are compiled and held to each other.

pub mod github;
pub mod kubernetes;
pub mod stripe;

#[cfg(test)]
mod tests {
    use serde_json::Value;

    macro_rules! agree {
        ($($module:ident)*) => {$(
            #[test]
            fn $module() {
                use super::$module::{BODY, Hand, broken, is_valid};
                let body: Value = serde_json::from_str(BODY).expect("JSON");
                let decide = |body: Value| {
                    let text = body.to_string();
                    serde_json::from_value::<Hand>(body).map_or([false; 3], |hand| {
                        let garde = garde::Validate::validate(&hand);
                        let validator = validator::Validate::validate(&hand);
                        eprintln!("{text}: {garde:?}, {validator:?}");
                        [is_valid(&hand), garde.is_ok(), validator.is_ok()]
                    })
                };
                assert_eq!(decide(body.clone()), [true; 3]);
                for (at, value) in broken() {
                    let mut body = body.clone();
                    *body.pointer_mut(at).expect("a place in the body") = value;
                    assert_eq!(decide(body), [false; 3], "{at}");
                }
            }
        )*};
    }

    agree!(github kubernetes stripe);
}
