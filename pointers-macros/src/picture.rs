//! The pictures of the guide for rustdoc, which shows no file that lies beside a page: they become part of it.

use std::path::Path;

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;

/// `sizes` becomes the definition of the link `picture`, as the picture of this page of the guide. In a page that is read as a
/// file a later definition names the file: of two the first one holds.
pub(crate) fn definition(page: TokenStream) -> TokenStream {
    let Ok(folder) = std::env::var("CARGO_MANIFEST_DIR") else {
        return quote!("");
    };
    let name = page.to_string();
    let file = Path::new(&folder).join(format!("docs/guide/pictures/{name}.svg"));
    match std::fs::read(&file) {
        Ok(picture) => {
            let text = format!("[picture]: data:image/svg+xml,{}\n", encoded(&picture));
            TokenTree::from(Literal::string(&text)).into()
        }
        Err(error) => {
            let message = format!("{}: {error}", file.display());
            quote!(::core::compile_error!(#message))
        }
    }
}

/// As it can stand in an address, and in markdown.
fn encoded(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in bytes {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'/'
            | b':'
            | b'='
            | b';'
            | b',' => {
                out.push(char::from(*byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_can_stand_in_an_address() {
        assert_eq!(
            encoded("<svg a=\"#é\">\n".as_bytes()),
            "%3Csvg%20a=%22%23%C3%A9%22%3E%0A"
        );
    }
}
