//! A pattern of the runtime beside the crate `regress`.

use regress::Regex;
use specloom_runtime::Pattern;
use std::time::{Duration, Instant};

/// How long one text may take, however it was made up.
const LONGEST: Duration = Duration::from_secs(25);

/// Beyond these lengths `regress` may try ways without end.
const SHORT: (usize, usize) = (32, 16);

/// Compiles the pattern once, and holds it against the texts.
///
/// # Panics
///
/// Where it decides otherwise than `regress`, or takes longer than its bound of steps allows.
pub fn check(source: &str, texts: &[&str]) {
    // A pattern is meant for a static.
    let leaked: &'static str = Box::leak(source.to_owned().into_boxed_str());
    let pattern = Pattern::new(leaked);
    let strict = Regex::with_flags(source, "u").or_else(|_| Regex::new(source));
    for text in texts {
        let began = Instant::now();
        let found = pattern.matches(text);
        let took = began.elapsed();
        assert!(
            took < LONGEST,
            "{source:?} took {took:?} on {} bytes",
            text.len()
        );
        match &strict {
            Ok(regex) if source.len() <= SHORT.0 && text.len() <= SHORT.1 => {
                assert_eq!(found, regex.find(text).is_some(), "{source:?} {text:?}");
            }
            Ok(_) => {}
            // What is no pattern refuses nothing.
            Err(_) => assert!(found, "{source:?}"),
        }
    }
}
