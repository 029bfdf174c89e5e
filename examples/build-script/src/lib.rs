//! The client of Acme Parcels, as the build script wrote it.

include!(concat!(env!("OUT_DIR"), "/specloom/lib.rs"));
