//! JSON values of a document as Rust expressions.

use super::{number, types::TypeMap};
use crate::api::{EnumKind, Kind, TypeId};
use crate::rust::{Expr, RustType};
use serde_json::Value;

impl TypeMap<'_> {
    /// The expression of the type [`TypeMap::rust_type`] that `value` stands for; `None` where the
    /// value is none of the type's, or no expression is as simple as a default should be.
    pub fn literal(&self, id: TypeId, value: &Value) -> Option<Expr> {
        self.literal_as(id, &self.rust_type(id), value)
    }

    /// The same for a value that Rust holds as a `ty`.
    pub(super) fn literal_as(&self, id: TypeId, ty: &RustType, value: &Value) -> Option<Expr> {
        match (&self.api().ty(id).kind, ty, value) {
            (Kind::Nullable(_), RustType::Option(_), Value::Null) => Some(Expr::None),
            (Kind::Nullable(inner), RustType::Option(ty), _) => {
                Some(Expr::Some(Box::new(self.literal_as(*inner, ty, value)?)))
            }
            (Kind::Enum(list), RustType::Named(name), _) => self.variant(id, name, list, value),
            (Kind::Array(kind), RustType::Vec(ty), Value::Array(items)) => {
                let items = items
                    .iter()
                    .map(|item| self.literal_as(kind.items, ty, item));
                Some(Expr::Vec(items.collect::<Option<_>>()?))
            }
            (Kind::Map(kind), RustType::Map(ty), Value::Object(map)) => {
                let entries = map.iter().map(|(key, value)| {
                    Some((key.clone(), self.literal_as(kind.values, ty, value)?))
                });
                Some(Expr::Map(entries.collect::<Option<_>>()?))
            }
            (Kind::Tuple(kind), RustType::Tuple(types), Value::Array(items))
                if items.len() == types.len() =>
            {
                let parts = kind.prefix.iter().zip(types).zip(items);
                let parts = parts.map(|((id, ty), item)| self.literal_as(*id, ty, item));
                Some(Expr::Tuple(parts.collect::<Option<_>>()?))
            }
            (Kind::Union(union), RustType::Named(name), _) => {
                self.union_literal(id, name, union, value)
            }
            _ => scalar(ty, value),
        }
    }

    fn variant(&self, id: TypeId, name: &str, list: &EnumKind, value: &Value) -> Option<Expr> {
        let index = list
            .values
            .iter()
            .position(|listed| listed.value == *value)?;
        Some(Expr::Variant(name.to_owned(), self.variant_name(id, index)))
    }

    /// A scalar of the first arm that can hold it, where the arms are told apart by type.
    fn union_literal(
        &self,
        id: TypeId,
        name: &str,
        union: &crate::api::UnionKind,
        value: &Value,
    ) -> Option<Expr> {
        if value.is_object() || value.is_array() {
            return None;
        }
        let arms = union.arms.iter().enumerate();
        let mut literals = arms.filter_map(|(index, arm)| {
            // Unions in unions stop here, so that none is followed in a circle.
            let ty = self.rust_type(arm.ty);
            let nested = matches!(self.api().ty(arm.ty).kind, Kind::Union(_));
            let inner = (!nested).then(|| self.literal_as(arm.ty, &ty, value))??;
            let inner = if self.is_boxed(id, index) {
                Expr::Boxed(Box::new(inner))
            } else {
                inner
            };
            Some(Expr::Arm(
                name.to_owned(),
                self.variant_name(id, index),
                Box::new(inner),
            ))
        });
        literals.next()
    }
}

/// A value of a type that has no parts.
fn scalar(ty: &RustType, value: &Value) -> Option<Expr> {
    match (ty, value) {
        (RustType::Value, _) => Some(Expr::Json(value.clone())),
        (RustType::Unit, Value::Null) => Some(Expr::Unit),
        (RustType::Bool, Value::Bool(value)) => Some(Expr::Bool(*value)),
        (RustType::String, Value::String(text)) => Some(Expr::String(text.clone())),
        (RustType::Secret, Value::String(text)) => Some(Expr::Secret(text.clone())),
        (RustType::F64, Value::Number(value)) => {
            let value: f64 = value.to_string().parse().ok()?;
            value.is_finite().then_some(Expr::Float(value))
        }
        (_, Value::Number(value)) => {
            let (min, max) = number::type_range(ty)?;
            let value = number::integer(value)?;
            (min..=max).contains(&value).then_some(Expr::Integer(value))
        }
        _ => None,
    }
}
