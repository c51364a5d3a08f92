//! Resolves names lexically, as Rust does: each use and each declaration gets its variable's number.

use std::mem;

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{
    Arm, BinOp, Block, Expr, ExprAssign, ExprBinary, ExprCall, ExprClosure, ExprForLoop, ExprIf,
    ExprLet, ExprPath, ExprWhile, FnArg, ImplItemFn, Item, ItemFn, Local, Macro, Pat, PatIdent,
    Signature, Stmt, TraitItemFn, Type,
};

use super::{
    bindings::{Binding, Facts, Model, Origin},
    hygiene::Context,
    kind::Kind,
    marks::{self, BindingId, mark},
    origin::{borrow_of, origin_of},
    root,
};
use crate::map::Map;
use crate::syntax::{
    Body, is_conditional, is_named_argument, is_this_macro, is_user_macro, marker, untyped,
};
use crate::walk::visit_mut::{self, VisitMut};

pub(super) fn resolve(body: &mut Body, model: &mut Model) {
    let mut resolve = Resolve {
        model,
        names: Map::new(),
        declared: Vec::new(),
        functions: Vec::new(),
        uncertain: Vec::new(),
        mentioned: Vec::new(),
        macros: 0,
    };
    match body {
        Body::Block(block) => resolve.visit_block_mut(block),
        Body::Items(items) => {
            resolve
                .functions
                .extend(items.iter().filter_map(function_name));
            items
                .iter_mut()
                .for_each(|item| resolve.visit_item_mut(item));
        }
    }
}

struct Resolve<'m> {
    model: &'m mut Model,
    /// What each name means here: the last one.
    names: Map<String, Vec<(Context, BindingId)>>,
    /// The names in scope, in the order of their declarations.
    declared: Vec<String>,
    /// The functions in scope that the body declares.
    functions: Vec<String>,
    /// The variables whose names a macro of the user's was given as a statement, which may have declared others.
    uncertain: Vec<BindingId>,
    /// The variables that the statement names in macros.
    mentioned: Vec<BindingId>,
    /// How many macros of the user's are around.
    macros: usize,
}

impl Resolve<'_> {
    /// Names that `visit` declares end with it.
    fn scope(&mut self, visit: impl FnOnce(&mut Self)) {
        let outer = self.declared.len();
        let uncertain = self.uncertain.len();
        visit(self);
        self.uncertain.truncate(uncertain);
        for name in self.declared.drain(outer..) {
            if let Some(meanings) = self.names.get_mut(&name) {
                meanings.pop();
            }
        }
    }

    /// Items do not see the variables around them.
    fn item(&mut self, visit: impl FnOnce(&mut Self)) {
        let names = mem::take(&mut self.names);
        let declared = mem::take(&mut self.declared);
        visit(self);
        self.names = names;
        self.declared = declared;
    }

    fn function(&mut self, signature: &mut Signature, body: Option<&mut Block>) {
        self.item(|this| {
            for input in &mut signature.inputs {
                if let FnArg::Typed(input) = input {
                    let annotation = (*input.ty).clone();
                    this.declare(&mut input.pat, Some(annotation), &mut || Origin::Parameter);
                }
            }
            if let Some(body) = body {
                this.visit_block_mut(body);
            }
        });
    }

    /// Declares what `pattern` binds. The origin and the annotation are those of a pattern that is one name.
    fn declare(
        &mut self,
        pattern: &mut Pat,
        annotation: Option<Type>,
        origin: &mut dyn FnMut() -> Origin,
    ) {
        match pattern {
            Pat::Type(typed) => {
                let annotation = (*typed.ty).clone();
                self.declare(&mut typed.pat, Some(annotation), origin);
            }
            Pat::Ident(name) if name.subpat.is_none() => Declare {
                resolve: self,
                annotation,
                origin,
                seen: Vec::new(),
            }
            .visit_pat_ident_mut(name),
            pattern => self.declare_parts(pattern),
        }
    }

    fn declare_parts(&mut self, pattern: &mut Pat) {
        Declare {
            resolve: self,
            annotation: None,
            origin: &mut || Origin::Unknown,
            seen: Vec::new(),
        }
        .visit_pat_mut(pattern);
    }

    fn lookup(&self, name: &Ident) -> Option<BindingId> {
        let meanings = self.names.get(&name.to_string())?;
        let context = Context::of(name);
        let mut meanings = meanings.iter().rev();
        meanings
            .find(|(known, _)| *known == context)
            .map(|(_, id)| *id)
    }

    /// What is named in tokens that could not be parsed may be used in any way.
    fn mention(&mut self, tokens: TokenStream, inner_macro: bool) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => self.mention(group.stream(), inner_macro),
                TokenTree::Ident(name) => {
                    let Some(id) = self.lookup(&name) else {
                        continue;
                    };
                    let steps = inner_macro
                        && tokens.next_if(|token| is_one_of(token, "+-")).is_some()
                        && tokens.next_if(|token| is_one_of(token, "=")).is_some();
                    self.mentioned.push(id);
                    let root = self.model.root(id);
                    self.model.get_mut(root).facts.escapes = true;
                    let facts = &mut self.model.get_mut(id).facts;
                    facts.shared = true;
                    facts.in_tokens = true;
                    facts.stepped |= steps;
                }
                _ => {}
            }
        }
    }
}

fn is_one_of(token: &TokenTree, characters: &str) -> bool {
    matches!(token, TokenTree::Punct(punct) if characters.contains(punct.as_char()))
}

/// Declares the names in one pattern.
struct Declare<'r, 'm> {
    resolve: &'r mut Resolve<'m>,
    annotation: Option<Type>,
    origin: &'r mut dyn FnMut() -> Origin,
    /// A name in several alternatives of `|` is one variable.
    seen: Vec<(String, Context, BindingId)>,
}

impl VisitMut for Declare<'_, '_> {
    fn visit_pat_ident_mut(&mut self, pattern: &mut PatIdent) {
        visit_mut::visit_pat_ident_mut(self, pattern);
        let name = pattern.ident.to_string();
        // A capital is a constant, a unit struct or a variant.
        let plain =
            pattern.by_ref.is_none() && pattern.mutability.is_none() && pattern.subpat.is_none();
        if plain && name.starts_with(char::is_uppercase) {
            return;
        }
        let context = Context::of(&pattern.ident);
        let same = |seen: &&(String, Context, BindingId)| seen.0 == name && seen.1 == context;
        if let Some((.., id)) = self.seen.iter().find(same) {
            mark(&mut pattern.attrs, *id, pattern.ident.span());
            return;
        }
        let model = &mut self.resolve.model;
        let id = BindingId(model.bindings.len());
        model.bindings.push(Binding {
            name: pattern.ident.clone(),
            mutable: pattern.mutability.is_some(),
            annotation: self.annotation.take(),
            origin: (self.origin)(),
            borrows: None,
            late: false,
            facts: Facts::default(),
        });
        mark(&mut pattern.attrs, id, pattern.ident.span());
        let meanings = self.resolve.names.get_or(name.clone(), Vec::new());
        meanings.push((context.clone(), id));
        self.resolve.declared.push(name.clone());
        self.seen.push((name, context, id));
    }

    fn visit_expr_mut(&mut self, _: &mut Expr) {}
}

fn function_name(item: &Item) -> Option<String> {
    match item {
        Item::Fn(function) => Some(function.sig.ident.to_string()),
        _ => None,
    }
}

impl VisitMut for Resolve<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let outer = self.functions.len();
        self.functions
            .extend(block.stmts.iter().filter_map(|statement| match statement {
                Stmt::Item(item) => function_name(item),
                _ => None,
            }));
        self.scope(|this| visit_mut::visit_block_mut(this, block));
        self.functions.truncate(outer);
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        self.mentioned.clear();
        visit_mut::visit_stmt_mut(self, statement);
        let declares = match statement {
            Stmt::Macro(_) | Stmt::Expr(Expr::Macro(_), _) => true,
            Stmt::Expr(Expr::Call(call), _) => is_user_macro(call),
            _ => false,
        };
        if declares {
            self.uncertain.append(&mut self.mentioned);
        }
    }

    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        let foreign = usize::from(is_user_macro(call));
        self.macros += foreign;
        visit_mut::visit_expr_call_mut(self, call);
        self.macros -= foreign;
    }

    fn visit_local_mut(&mut self, local: &mut Local) {
        let mut origin = Origin::Unknown;
        if let Some(init) = &mut local.init {
            self.visit_expr_mut(&mut init.expr);
            if let Some((_, diverge)) = &mut init.diverge {
                self.visit_expr_mut(diverge);
            } else if !is_conditional(&local.attrs) {
                origin = origin_of(self.model, &init.expr);
            }
        }
        let before = self.model.bindings.len();
        let mut origin = Some(origin);
        self.declare(&mut local.pat, None, &mut || {
            origin.take().unwrap_or(Origin::Unknown)
        });
        let Some(init) = &local.init else {
            // They are the last ones.
            return self.model.bindings[before..]
                .iter_mut()
                .for_each(|binding| binding.late = true);
        };
        let name = untyped(&local.pat);
        if let Pat::Ident(name) = name
            && let Some(id) = marks::declared(name)
        {
            self.model.get_mut(id).borrows = borrow_of(&init.expr);
        }
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut ExprClosure) {
        self.scope(|this| {
            for input in &mut closure.inputs {
                this.declare(input, None, &mut || Origin::ClosureParameter);
            }
            this.visit_expr_mut(&mut closure.body);
        });
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        self.scope(|this| {
            this.declare_parts(&mut arm.pat);
            if let Some((_, guard)) = &mut arm.guard {
                this.visit_expr_mut(guard);
            }
            this.visit_expr_mut(&mut arm.body);
        });
    }

    fn visit_expr_for_loop_mut(&mut self, expression: &mut ExprForLoop) {
        self.visit_expr_mut(&mut expression.expr);
        // What a list holds may be handles, which the list is not.
        let iterated = root::iterated(&expression.expr)
            .filter(|(root, _)| self.model.kind(*root) != Kind::Plain);
        self.scope(|this| {
            match (iterated, &mut *expression.pat) {
                (Some((root, 0)), pattern @ Pat::Ident(_)) => {
                    this.declare(pattern, None, &mut || Origin::Alias(root))
                }
                (Some((root, 1)), Pat::Tuple(tuple)) if tuple.elems.len() == 2 => {
                    this.declare(&mut tuple.elems[0], None, &mut || Origin::Plain);
                    this.declare(&mut tuple.elems[1], None, &mut || Origin::Alias(root));
                }
                (_, pattern) => this.declare_parts(pattern),
            }
            this.visit_block_mut(&mut expression.body);
        });
    }

    fn visit_expr_if_mut(&mut self, expression: &mut ExprIf) {
        self.scope(|this| {
            this.visit_expr_mut(&mut expression.cond);
            this.visit_block_mut(&mut expression.then_branch);
        });
        if let Some((_, otherwise)) = &mut expression.else_branch {
            self.visit_expr_mut(otherwise);
        }
    }

    fn visit_expr_while_mut(&mut self, expression: &mut ExprWhile) {
        self.scope(|this| {
            this.visit_expr_mut(&mut expression.cond);
            this.visit_block_mut(&mut expression.body);
        });
    }

    fn visit_expr_let_mut(&mut self, expression: &mut ExprLet) {
        self.visit_expr_mut(&mut expression.expr);
        self.declare_parts(&mut expression.pat);
    }

    /// The `name` of a macro's `name = value` is no variable.
    fn visit_expr_assign_mut(&mut self, assign: &mut ExprAssign) {
        if !is_named_argument(assign) {
            self.visit_expr_mut(&mut assign.left);
        }
        self.visit_expr_mut(&mut assign.right);
    }

    fn visit_expr_binary_mut(&mut self, expression: &mut ExprBinary) {
        visit_mut::visit_expr_binary_mut(self, expression);
        if matches!(expression.op, BinOp::ShlAssign(_))
            && let Some(path) = root::handle_path(&mut expression.left)
        {
            marks::mark_move(&mut path.attrs, self.model.moves);
            self.model.moves += 1;
        }
    }

    /// A type names no variables.
    fn visit_type_mut(&mut self, _: &mut Type) {}

    fn visit_expr_path_mut(&mut self, path: &mut ExprPath) {
        if path.qself.is_none()
            && let Some(name) = path.path.get_ident()
            && let Some(id) = self.lookup(name)
        {
            mark(&mut path.attrs, id, name.span());
            if self.uncertain.contains(&id) {
                let uncertain = marker::attribute(marker::UNCERTAIN, name.span());
                path.attrs.push(uncertain);
            }
            if self.macros > 0 {
                self.mentioned.push(id);
            }
        } else if let Some(name) = path.path.get_ident()
            && self.functions.iter().any(|function| name == function)
        {
            let local = marker::attribute(marker::LOCAL, name.span());
            path.attrs.push(local);
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        self.mention(mac.tokens.clone(), is_this_macro(mac));
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        self.item(|this| visit_mut::visit_item_mut(this, item));
    }

    fn visit_item_fn_mut(&mut self, function: &mut ItemFn) {
        self.function(&mut function.sig, Some(&mut function.block));
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        self.function(&mut function.sig, Some(&mut function.block));
    }

    fn visit_trait_item_fn_mut(&mut self, function: &mut TraitItemFn) {
        self.function(&mut function.sig, function.default.as_mut());
    }
}
