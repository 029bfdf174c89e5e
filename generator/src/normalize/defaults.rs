//! Defaults that are no value of their type, once all types are known.

use super::Normalizer;
use super::convert::type_of;
use crate::api::{Kind, TypeId};
use crate::diagnostic::Code;
use crate::document::TypeName;
use serde_json::Value;

impl Normalizer<'_> {
    /// Reports each default of a property that has another JSON type than the property.
    pub fn check_defaults(&mut self) {
        let mut wrong = Vec::new();
        for ty in &self.types {
            let Kind::Object(object) = &ty.kind else {
                continue;
            };
            for property in &object.properties {
                // `default: null` says no more than that it may be left out.
                let default = property.default.as_ref().filter(|value| !value.is_null());
                if let Some(value) = default
                    && !self.may_be(property.ty, value)
                {
                    let message = format!(
                        "the default {value} is no value of `{}`; it is documented and not offered",
                        property.name
                    );
                    wrong.push((property.place.key("default"), message));
                }
            }
        }
        for (place, message) in wrong {
            self.report(Code::Malformed, &place, message);
        }
    }

    /// Whether a value has a JSON type that the type allows.
    fn may_be(&self, id: TypeId, value: &Value) -> bool {
        let found = type_of(value);
        match self.types.get(id.0 as usize).map(|ty| &ty.kind) {
            Some(Kind::Boolean) => found == TypeName::Boolean,
            Some(Kind::Integer(_)) => {
                found == TypeName::Integer
                    || value.as_f64().is_some_and(|number| number.fract() == 0.0)
            }
            Some(Kind::Number(_)) => value.is_number(),
            Some(Kind::String(_)) => found == TypeName::String,
            Some(Kind::Enum(list)) => list.open || list.values.iter().any(|v| v.value == *value),
            Some(Kind::Array(_) | Kind::Tuple(_)) => found == TypeName::Array,
            Some(Kind::Map(_) | Kind::Object(_)) => found == TypeName::Object,
            Some(Kind::Nullable(inner)) => self.may_be(*inner, value),
            _ => true,
        }
    }
}
