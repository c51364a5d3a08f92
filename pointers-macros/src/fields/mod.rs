//! `#[derive(Fields)]`: tells the library the fields of a structure.
//!
//! Beside the structure stands another one, `FieldsOfNode`, with the same fields, as visible as they are, each of which is
//! a token: where in a `Node` that field lies. So the closure `|m| &m.next` names a field, and rustc says what it says of
//! fields: that there is none of this name, or that it is private.
//!
//! The `impl` is `unsafe`, and `forbid(unsafe_code)` lets it pass, as it lets zerocopy's derives. So it must be sound
//! whatever the user's crate calls `core`, or `pointers`, and whatever else changes the structure. Nothing is taken from a
//! name but types that only the library can make:
//! - An offset is that of `&raw const (*base).field`: rustc's syntax, and no macro's that somebody could replace.
//! - The pointer it begins at is said to be to `Self`: a token is of the structure whose derive counted its index, also where
//!   `Field` and `Memory` are aliases for those of another.
//! - The pattern without `..` finds a field that an attribute macro added after the derive had seen the structure.
//! - A structure with a `Drop` of its own is refused by a second `impl` of a trait that everything has which is `Drop`, and
//!   if that trait is somebody else's, by a bound of `Described::of`.

mod receiver;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Field, Ident, Item, ItemStruct, Member, Path, Token, Type};

use crate::messages;

/// What the derive adds to a structure, or why it adds nothing.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    match syn::parse2(input).and_then(expand) {
        Ok(tokens) => tokens,
        Err(error) => error.into_compile_error(),
    }
}

fn expand(item: Item) -> syn::Result<TokenStream> {
    let refused = |name: Ident, why: &str| Err(syn::Error::new(name.span(), why));
    match item {
        Item::Struct(structure) => Ok(Structure::of(&structure)?.expand()),
        Item::Enum(item) => refused(item.ident, messages::FIELDS_OF_ENUM),
        Item::Union(item) => refused(item.ident, messages::FIELDS_OF_UNION),
        other => Err(syn::Error::new_spanned(other, messages::FIELDS_OF_OTHER)),
    }
}

struct Structure<'a> {
    item: &'a ItemStruct,
    /// The same, as it is written where `Self` is another.
    outside: ItemStruct,
    /// The library, by the name that it has here.
    krate: Path,
    members: Ident,
}

/// The crate that `#[fields(crate = …)]` names, or the one that it usually is.
fn named_crate(item: &ItemStruct) -> syn::Result<Path> {
    let mut krate = syn::parse_quote!(::pointers);
    let parse = |input: ParseStream| {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        let path = Path::parse_mod_style(input)?;
        input.parse::<Option<Token![,]>>()?;
        Ok(path)
    };
    for attribute in &item.attrs {
        if attribute.path().is_ident("fields") {
            let tokens = attribute.meta.require_list()?.tokens.clone();
            krate = parse.parse2(tokens)?;
        }
    }
    Ok(krate)
}

/// The user's line, in the derive's hygiene: no lint is about it.
fn ours(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// The name of a field, or its number.
fn member(index: usize, field: &Field) -> Member {
    match &field.ident {
        Some(name) => {
            let mut name = name.clone();
            name.set_span(ours(name.span()));
            Member::Named(name)
        }
        None => Member::from(index),
    }
}

/// The name of the structure of tokens. It stands beside the user's types, and is none that a field names.
fn name_of_members(item: &ItemStruct) -> Ident {
    let name = item.ident.unraw();
    let mut members = format_ident!("FieldsOf{name}", span = ours(name.span()));
    while mentions(item.to_token_stream(), &members) {
        members = format_ident!("{members}_");
    }
    members
}

fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(other) => other == *name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        _ => false,
    })
}

/// Whether a field of this type has no size that is known, as far as the tokens say it. Of others rustc says so.
fn is_unsized(of: &Type) -> bool {
    match of {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => path.path.is_ident("str"),
        _ => false,
    }
}

impl<'a> Structure<'a> {
    fn of(item: &'a ItemStruct) -> syn::Result<Self> {
        if let Some(last) = item.fields.iter().last()
            && is_unsized(&last.ty)
        {
            return Err(syn::Error::new_spanned(
                &last.ty,
                messages::FIELDS_WITHOUT_SIZE,
            ));
        }
        Ok(Structure {
            item,
            outside: receiver::named(item),
            krate: named_crate(item)?,
            members: name_of_members(item),
        })
    }

    fn expand(&self) -> TokenStream {
        let (krate, name) = (&self.krate, &self.item.ident);
        let (generics, arguments, bounds) = self.item.generics.split_for_impl();
        let declared = self.members();
        let (tokens, table) = (self.tokens(), self.table());
        let members = &self.members;
        quote! {
            const _: () = {
                use #krate::__private::UnknownFields as _;

                #declared

                #[automatically_derived]
                impl #generics #krate::__private::AStructureWithItsOwnDropHasNoFields for #name #arguments #bounds {
                    type Drop = #krate::__private::OfItsFields;
                }

                #[automatically_derived]
                unsafe impl #generics #krate::__private::Fields for #name #arguments #bounds {
                    type Members = #members #arguments;
                    const MEMBERS: #members #arguments = #tokens;
                    const TABLE: #krate::__private::Table<Self> = #table;
                }
            };
        }
    }

    /// The structure of tokens.
    fn members(&self) -> TokenStream {
        let (krate, name, members) = (&self.krate, &self.item.ident, &self.members);
        let (generics, arguments, bounds) = self.outside.generics.split_for_impl();
        let visible = &self.item.vis;
        let fields = self
            .outside
            .fields
            .iter()
            .enumerate()
            .map(|(index, field)| {
                let (visible, of) = (&field.vis, &field.ty);
                let token = quote!(#krate::__private::Field<#name #arguments, #of>);
                match member(index, field) {
                    Member::Named(field) => quote!(#visible #field: #token),
                    Member::Unnamed(_) => quote!(#visible #token),
                }
            });
        match &self.item.fields {
            syn::Fields::Named(_) => {
                quote!(#visible struct #members #generics #bounds { #(#fields),* })
            }
            syn::Fields::Unnamed(_) => {
                quote!(#visible struct #members #generics (#(#fields),*) #bounds;)
            }
            syn::Fields::Unit => quote!(#visible struct #members #generics #bounds;),
        }
    }

    fn names(&self) -> impl Iterator<Item = Member> {
        let fields = self.item.fields.iter().enumerate();
        fields.map(|(index, field)| member(index, field))
    }

    /// The tokens. The names in here are none of a user's constants, which they would be patterns of.
    fn tokens(&self) -> TokenStream {
        let (krate, name, members) = (&self.krate, &self.item.ident, &self.members);
        let all = self.names();
        let fields = self.names().enumerate().map(|(index, field)| {
            quote! {
                #field: unsafe {
                    #krate::__private::Field::of(__pointers_base, &raw const (*__pointers_base).#field, #index)
                }
            }
        });
        quote! {{
            // That these are all its fields, and its own: not what it derefs to.
            let _ = |__pointers_whole: Self| {
                let #name { #(#all: _),* } = __pointers_whole;
            };
            let __pointers_memory = #krate::__private::Memory::<Self>::new();
            let __pointers_base: *const Self = __pointers_memory.start();
            #members { #(#fields),* }
        }}
    }

    /// The description, which the program can ask.
    fn table(&self) -> TokenStream {
        let krate = &self.krate;
        let entries = self.item.fields.iter().enumerate().map(|(index, field)| {
            let name = member(index, field);
            let text = match &field.ident {
                Some(name) => name.unraw().to_string(),
                None => index.to_string(),
            };
            let table = self.table_of(&field.ty);
            quote!(#krate::__private::FieldOf::new(#text, Self::MEMBERS.#name, #table))
        });
        let (name, count) = (self.item.ident.unraw().to_string(), self.item.fields.len());
        quote! {
            unsafe {
                #krate::__private::Table::at(const {
                    &#krate::__private::Described::of(#name, const {
                        &#krate::__private::Numbered::<Self, #count>::new([#(#entries),*]) as *const _
                    }) as *const _
                })
            }
        }
    }

    /// The description of a field's type. Of an array by its elements', which the array's own could not ask for.
    fn table_of(&self, of: &Type) -> TokenStream {
        let krate = &self.krate;
        match of {
            Type::Paren(inner) => self.table_of(&inner.elem),
            Type::Group(inner) => self.table_of(&inner.elem),
            Type::Array(array) => {
                let element = self.table_of(&array.elem);
                quote! {
                    #krate::__private::Table::at(const {
                        &#krate::__private::Table::<#array>::array(#element) as *const _
                    })
                }
            }
            other => {
                let other = other.to_token_stream();
                quote!(#krate::__private::FieldsOf::<#other>::TABLE)
            }
        }
    }
}
