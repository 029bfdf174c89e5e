//! Writes the client of `api/parcels.yaml` into the folder of the build.

use specloom::{Failure, Generator, Spec};

fn main() -> Result<(), Failure> {
    Generator::new("acme-courier")
        .api(
            "courier",
            Spec::new("api/parcels.yaml").overlay("api/overlay.yaml"),
        )
        .strict()
        .build()
}
