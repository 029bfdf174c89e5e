//! Unions: `oneOf` and `anyOf` as enums. A union reads a whole value first and then chooses.

use super::choices::Reading;
use super::validate::{Flow, PASS, Path, Sink};
use super::{Kind, ReadError, Validate, Wire, from_value, to_value};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Error as _, SerializeMap, Serializer};
use serde_json::Value;

/// An enum of the types that a value may have.
pub trait Union: Sized {
    /// Chooses the arm and reads it.
    ///
    /// # Errors
    ///
    /// Where the value fits none, or does not read as the one that it says it is.
    fn read(value: Value) -> Result<Self, ReadError>;

    /// Writes the arm.
    ///
    /// # Errors
    ///
    /// Where the format cannot hold it.
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error>;

    /// Reports each violation of what the arm demands. Types without rules have none.
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        let _ = (at, sink);
        PASS
    }
}

/// How one arm is read.
pub type Arm<T> = fn(Value) -> Result<T, ReadError>;

/// What follows for a type that has `rt::Union`: it is read, written and checked.
#[allow(unused_macros, reason = "an API may have no such type")]
macro_rules! union {
    ($ty:ident) => {
        rt::wire!($ty, Unions);
    };
}
#[allow(unused_imports, reason = "an API may have no such type")]
pub(crate) use union;

/// Enums of the types that a value may have.
#[derive(Debug)]
pub struct Unions;

impl<T: Union> Kind<T> for Unions {
    fn read<'de, D: Deserializer<'de>>(d: D, place: &mut Option<T>) -> Result<(), D::Error> {
        let read = T::read(Value::deserialize(d)?);
        *place = Some(read.map_err(D::Error::custom)?);
        Ok(())
    }

    fn write<S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
        value.write(s)
    }

    fn check<S: Sink>(value: &T, at: &Path<'_>, sink: &mut S) -> Flow {
        value.check(at, sink)
    }
}

/// Reads the value as the type of one arm.
///
/// # Errors
///
/// Where it is no `T`.
pub fn arm<T: Wire>(value: Value) -> Result<T, ReadError> {
    from_value(value)
}

/// The text of the property that tells the arms apart.
pub fn tag<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

/// Of the arms that read and are valid the one that keeps the most of the value, the first of
/// several such; else the first that reads.
///
/// # Errors
///
/// Where no arm reads: each one's reason, the one that came furthest first.
pub fn first<T>(value: &Value, arms: &[Arm<T>]) -> Result<T, ReadError>
where
    T: Validate + Union + 'static,
{
    let reading = Reading::begin::<T>(value);
    match reading.earlier() {
        Some(Err(reason)) => return Err(reason),
        Some(Ok(index)) => {
            if let Some(arm) = arms.get(index) {
                return arm(value.clone());
            }
        }
        None => {}
    }
    match choose(value, arms) {
        Ok((index, read)) => {
            reading.remember(Ok(index));
            Ok(read)
        }
        Err(reason) => {
            reading.remember(Err(reason.clone()));
            Err(reason)
        }
    }
}

/// The arm, by its index, and what it read.
fn choose<T: Validate + Union>(value: &Value, arms: &[Arm<T>]) -> Result<(usize, T), ReadError> {
    let whole = size(value);
    let mut best: Option<(bool, usize, (usize, T))> = None;
    let mut reasons = Vec::new();
    for (index, arm) in arms.iter().enumerate() {
        let read = match arm(value.clone()) {
            Ok(read) => read,
            Err(reason) => {
                reasons.push(reason);
                continue;
            }
        };
        let valid = read.is_valid();
        let back = valid.then(|| read.write(serde_json::value::Serializer).ok());
        let kept = back.flatten().map_or(0, |back| size(&back));
        if valid && kept >= whole {
            return Ok((index, read));
        }
        let better = best
            .as_ref()
            .is_none_or(|(best_valid, most, _)| (valid, kept) > (*best_valid, *most));
        if better {
            best = Some((valid, kept, (index, read)));
        }
    }
    if let Some((_, _, read)) = best {
        return Ok(read);
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.depth()));
    let reasons: Vec<_> = reasons.iter().map(|reason| format!("({reason})")).collect();
    let mut reasons = reasons.join(", ");
    // What stands in each arm's reason is a reason of every arm again.
    if let Some((end, _)) = reasons.char_indices().nth(LONGEST) {
        reasons.truncate(end);
        reasons.push('…');
    }
    Err(ReadError::new(format!(
        "the value fits no alternative: {reasons}"
    )))
}

/// The most characters of the reasons why a value fits no arm.
const LONGEST: usize = 4096;

/// How many values there are in one, itself included.
fn size(value: &Value) -> usize {
    let inner: usize = match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(map) => map.values().map(size).sum(),
        _ => 0,
    };
    inner + 1
}

/// Whether the value is a string.
pub fn is_string(value: &Value) -> bool {
    value.is_string()
}

/// Whether the value is a number.
pub fn is_number(value: &Value) -> bool {
    value.is_number()
}

/// Whether the value is a number without a fraction; `1.0` is one.
pub fn is_integer(value: &Value) -> bool {
    let Value::Number(number) = value else {
        return false;
    };
    super::validate::Decimal::of_number(number).is_some_and(|number| number.is_whole())
}

/// Whether the value is `true` or `false`.
pub fn is_bool(value: &Value) -> bool {
    value.is_boolean()
}

/// Whether the value is an array.
pub fn is_array(value: &Value) -> bool {
    value.is_array()
}

/// Whether the value is an object.
pub fn is_object(value: &Value) -> bool {
    value.is_object()
}

/// Whether the value is `null`.
pub fn is_null(value: &Value) -> bool {
    value.is_null()
}

/// Whether the value is an object that has all of these properties.
pub fn has_keys(value: &Value, names: &[&str]) -> bool {
    value
        .as_object()
        .is_some_and(|map| names.iter().all(|name| map.contains_key(*name)))
}

/// Writes an arm whose own type does not carry the tag, or may lack it: the first of its tags is
/// written where it has none of them.
///
/// # Errors
///
/// Where the arm is no object, or the format cannot hold it.
pub fn write_tagged<T: Wire, S: Serializer>(
    s: S,
    name: &str,
    tags: &[&str],
    value: &T,
) -> Result<S::Ok, S::Error> {
    let value = to_value(value).map_err(S::Error::custom)?;
    let own = tag(&value, name).filter(|own| tags.contains(own));
    let own = own.or(tags.first().copied()).map(str::to_owned);
    let Value::Object(properties) = value else {
        return Err(S::Error::custom(
            "a tagged alternative is written as an object",
        ));
    };
    let mut map = s.serialize_map(None)?;
    if let Some(tag) = own {
        map.serialize_entry(name, &tag)?;
    }
    for (key, value) in properties.iter().filter(|(key, _)| *key != name) {
        map.serialize_entry(key, value)?;
    }
    map.end()
}

#[cfg(test)]
mod tests {
    use super::{ReadError, Serializer, Union, Value, first};
    use serde::Serialize;
    use serde_json::json;

    /// Keeps some properties of an object, as an arm of a union does.
    #[derive(Debug, PartialEq)]
    struct Kept(Value);

    impl super::super::Emitted for Kept {
        type Kind = super::Unions;
    }

    impl Union for Kept {
        fn read(value: Value) -> Result<Self, ReadError> {
            Ok(Self(value))
        }

        fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            self.0.serialize(s)
        }
    }

    #[test]
    fn the_arm_that_keeps_the_most_is_taken() {
        let narrow = |value: Value| Ok(Kept(json!({"a": value["a"]})));
        let wide = |value: Value| Ok(Kept(json!({"a": value["a"], "b": value["b"]})));
        let never = |_: Value| Err(ReadError::new("no"));
        let value = json!({"a": 1, "b": [2, 3]});
        let read = first(&value, &[never, narrow, wide]).expect("two arms read");
        assert_eq!(read, Kept(value));
        let value = json!({"a": 1});
        let read = first(&value, &[narrow, wide]).expect("both arms read");
        assert_eq!(read, Kept(value));
        assert!(first::<Kept>(&json!(1), &[never]).is_err());
    }

    thread_local! {
        static READS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }

    /// What an arm that knows some properties reads of an object with another such in it.
    fn arm_with(value: &Value, names: [&str; 2]) -> Result<Kept, ReadError> {
        READS.set(READS.get() + 1);
        let mut kept = serde_json::Map::new();
        if let Some(inner) = value.get("e") {
            kept.insert("e".into(), deep(inner).map_err(|e| e.under("e"))?.0);
        }
        for name in names {
            if let Some(found) = value.get(name) {
                kept.insert(name.into(), found.clone());
            }
        }
        match value.get("bad") {
            Some(_) => Err(ReadError::new("bad")),
            None => Ok(Kept(kept.into())),
        }
    }

    fn deep(value: &Value) -> Result<Kept, ReadError> {
        let one = |value: Value| arm_with(&value, ["s", "t"]);
        let other = |value: Value| arm_with(&value, ["n", "m"]);
        first(value, &[one, other])
    }

    /// A value in `depth` others.
    fn within(leaf: Value, depth: usize) -> Value {
        (0..depth).fold(leaf, |inner, level| match level % 2 {
            0 => json!({"e": inner, "s": level}),
            _ => json!({"e": inner, "n": level}),
        })
    }

    #[test]
    fn nested_unions_are_chosen_once() {
        READS.set(0);
        let value = within(json!({"n": "x"}), 60);
        assert_eq!(deep(&value), Ok(Kept(value)));
        // What no arm knows is lost, and nothing else.
        let value = within(json!({"n": "x", "new": 1}), 60);
        assert_eq!(deep(&value), Ok(Kept(within(json!({"n": "x"}), 60))));
        let value = within(json!({"bad": 1}), 60);
        let reason = deep(&value).expect_err("nothing reads").to_string();
        assert!(
            reason.contains("(at \"/e\": ") && reason.len() < 5_000,
            "{reason}"
        );
        assert!(READS.get() < 20_000, "{}", READS.get());
    }
}
