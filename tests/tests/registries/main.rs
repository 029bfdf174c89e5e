//! The emitted clients of the five registries over a real socket. A case is written once, in
//! `cases`, and runs for each of them; what only one API has stands in `special`.

mod cases;
mod harness;
mod round_trips;
mod special;
mod subjects;
