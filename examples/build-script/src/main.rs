//! Sends a parcel: `cargo run -- https://parcels.acme.example/v1`. Without a place to send it to, it
//! shows what is checked before anything is sent.

use acme_courier::parcels::SendError;
use acme_courier::types::NewParcel;
use acme_courier::{Client, Error, Validate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let parcel = NewParcel::new("Ada, 1 Acme Lane", 400).with_fragile(true);
    println!("valid: {}", parcel.is_valid());
    if let Err(violations) = NewParcel::new("", 31_000).validate() {
        println!("{violations}");
    }
    let Some(place) = std::env::args().nth(1) else {
        return Ok(());
    };
    let client = Client::builder()
        .base_url(&place)
        .bearer_auth("a token")
        .build()?;
    match client.parcels().send(parcel).send_blocking() {
        Ok(parcel) => println!("{} is {}", parcel.number, parcel.state.as_str()),
        Err(Error::Api(SendError::Conflict(reply))) => println!("refused: {}", reply.body.message),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
