//! `Self` in the fields of a structure, as it is written outside of it.

use crate::walk::visit_mut::{self, VisitMut};
use syn::{Expr, ItemStruct, Path, QSelf, Token, Type, TypePath, parse_quote};

/// The structure, in whose types `Self` has its name.
pub(super) fn named(item: &ItemStruct) -> ItemStruct {
    let name = &item.ident;
    let (_, arguments, _) = item.generics.split_for_impl();
    let mut named = item.clone();
    Receiver(parse_quote!(#name #arguments)).visit_item_struct_mut(&mut named);
    named
}

/// What `Self` is.
struct Receiver(TypePath);

impl Receiver {
    /// Of a path that goes on from `Self` where it goes on from.
    fn name(&self, qself: &mut Option<QSelf>, path: &mut Path) {
        let is_receiver = path.segments.first().is_some_and(|at| at.ident == "Self");
        if qself.is_some() || !is_receiver {
            return;
        }
        let rest = path.segments.iter().skip(1).cloned().collect();
        *path = Path {
            leading_colon: Some(<Token![::]>::default()),
            segments: rest,
        };
        *qself = Some(QSelf {
            lt_token: <Token![<]>::default(),
            ty: Box::new(Type::Path(self.0.clone())),
            position: 0,
            as_token: None,
            gt_token: <Token![>]>::default(),
        });
    }
}

impl VisitMut for Receiver {
    fn visit_type_mut(&mut self, of: &mut Type) {
        if let Type::Path(path) = of {
            if path.qself.is_none() && path.path.is_ident("Self") {
                *path = self.0.clone();
                return;
            }
            self.name(&mut path.qself, &mut path.path);
        }
        visit_mut::visit_type_mut(self, of);
    }

    fn visit_expr_mut(&mut self, of: &mut Expr) {
        if let Expr::Path(path) = of {
            self.name(&mut path.qself, &mut path.path);
        }
        visit_mut::visit_expr_mut(self, of);
    }
}
