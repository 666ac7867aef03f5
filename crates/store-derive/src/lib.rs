//! `#[derive(FromRow)]`: a row of a query becomes a struct, column by column, by name.

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, parse_macro_input};

/// Reads each field from the column of the same name. A query that lacks a column fails the first time it
/// runs, with the column and the statement named.
#[proc_macro_derive(FromRow)]
pub fn derive_from_row(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => &fields.named,
            Fields::Unnamed(_) | Fields::Unit => return refuse(&input),
        },
        Data::Enum(_) | Data::Union(_) => return refuse(&input),
    };
    let name = &input.ident;
    let idents: Vec<_> = fields.iter().filter_map(|field| field.ident.as_ref()).collect();
    let columns = idents.iter().map(|ident| ident.to_string().trim_start_matches("r#").to_owned());
    let positions = 0..idents.len();
    quote! {
        impl ::store::FromRow for #name {
            const COLUMNS: &'static [&'static str] = &[#(#columns),*];
            fn from_row(row: &::store::Row<'_>) -> ::store::Result<Self> {
                Ok(Self { #(#idents: row.get(#positions)?),* })
            }
        }
    }
    .into()
}

fn refuse(input: &DeriveInput) -> TokenStream {
    syn::Error::new_spanned(&input.ident, "FromRow is for structs with named fields")
        .to_compile_error()
        .into()
}
