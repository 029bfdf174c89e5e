//! Documents that nobody wrote in good faith: whatever they say, what comes out is Rust that says
//! nothing of its own, or a refusal that names the place, within bounded time.

mod structure;
mod text;
