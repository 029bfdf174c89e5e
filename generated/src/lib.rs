//! Emitted by `cargo xtask codegen`.
