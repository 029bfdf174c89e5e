//! Values that stand in the emitted code.

/// An expression without variables, of a type that is known where it stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// `true`
    Bool(bool),
    /// `12`, of any integer type that holds it.
    Integer(i128),
    /// `1.5`
    Float(f64),
    /// `"text".to_owned()`
    String(String),
    /// `rt::Secret::from("text")`
    Secret(String),
    /// `()`
    Unit,
    /// `None`
    None,
    /// `Some(…)`
    Some(Box<Expr>),
    /// `Kind::Stdio`: type and variant.
    Variant(String, String),
    /// `Pet::Name(…)`: type, variant and what it holds.
    Arm(String, String, Box<Expr>),
    /// `vec![…]`
    Vec(Vec<Expr>),
    /// A map.
    Map(Vec<(String, Expr)>),
    /// `(a, b)`
    Tuple(Vec<Expr>),
    /// `Box::new(…)`
    Boxed(Box<Expr>),
    /// A `serde_json::Value`.
    Json(serde_json::Value),
}
