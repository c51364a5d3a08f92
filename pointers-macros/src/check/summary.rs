//! What each function of the body does with what it is given: found out once, before anything is reported, and then
//! known wherever it is called. See "Summaries" in [`super`].
//!
//! A function's parameters are blocks that the caller gave ([`super::parts`]). Its summary is what is known of
//! them, and of what it returns, where it returns. Functions that call one another are followed
//! together, first as if no call among them ever returned, until nothing new is learned.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{
    Attribute, Block, Expr, ExprCall, ExprMethodCall, FnArg, GenericArgument, Generics, ImplItem,
    Item, ItemFn, ItemImpl, ItemMod, ItemStruct, ItemUse, Macro, Pat, PathArguments, ReturnType,
    Signature, Stmt, Type, UseTree,
    visit::{self, Visit},
};

use super::{
    Check, alias, cells,
    constants::{self, Constants},
    flow,
    lattice::{Handle, Number, Value},
    parts::{Arena, Shape},
    state::{State, join},
    wholes,
};
use crate::{
    model::{self, Kind, kind_of_type},
    syntax::{Body, is_conditional, try_except},
};

/// How often functions that call one another are followed at most. What is not settled by then is not known.
const ROUNDS: usize = 8;

/// For how many calls with different numbers a function is followed by itself.
const NUMBERED: usize = 6;

/// A function of the body, or a method.
pub(super) struct Function<'a> {
    pub(super) signature: &'a Signature,
    body: &'a Block,
    /// The type that it is a method of.
    pub(super) owner: Option<&'a Type>,
    /// The parameters of the `impl` around it.
    generics: Option<&'a Generics>,
    /// It is an item of the body itself, so that the constants there are those that it names.
    outermost: bool,
    /// It calls neither itself nor others that call it.
    alone: bool,
    /// What is known of it. `None` while it is not, and where it is not to be known.
    pub(super) summary: Option<Rc<Summary<'a>>>,
    /// The same where it is given certain numbers.
    numbered: Vec<(Vec<Option<Number<'a>>>, Rc<Summary<'a>>)>,
}

/// What a function does.
#[derive(Clone)]
pub(super) struct Summary<'a> {
    /// What is known where it returns, other than with an error, and what it returns. `None` if it never does.
    pub(super) normal: Option<(State<'a>, Value<'a>)>,
    /// What is known wherever it ends.
    pub(super) ends: Option<State<'a>>,
    /// It may return an error, or nothing.
    pub(super) fails: bool,
    /// Not only where an operation of ours raises.
    pub(super) errs: bool,
    /// The parameters' blocks, and whether other code may assign what they stand for.
    pub(super) parameters: Vec<Parameter<'a>>,
}

#[derive(Clone, Copy)]
pub(super) struct Parameter<'a> {
    pub(super) name: Option<&'a Ident>,
    /// What it is, if it is followed.
    pub(super) value: Value<'a>,
    /// It is a `&mut`.
    pub(super) mutable: bool,
    pub(super) ty: Option<&'a Type>,
}

/// The ways in which the function that is followed ends.
#[derive(Clone, Default)]
pub(super) struct Exits<'a> {
    /// How many variables are in scope around its body, the parameters included.
    depth: usize,
    pub(super) parameters: Vec<Parameter<'a>>,
    returned: Option<&'a Type>,
    normal: Option<(State<'a>, Value<'a>)>,
    others: Option<State<'a>>,
    failed: bool,
    /// It may return an error where it returns a value of which nothing is known.
    unclear: bool,
}

/// All functions of a body.
#[derive(Default)]
pub(super) struct Functions<'a> {
    all: Vec<Function<'a>>,
    /// `None` where a name has several meanings.
    names: HashMap<String, Option<usize>>,
    methods: HashMap<(String, String), Option<usize>>,
    roots: HashMap<*const Signature, Vec<Parameter<'a>>>,
    /// The body imports the `Cell` of the standard library.
    pub(super) has_cells: bool,
    /// The constants of the body itself.
    constants: Constants<'a>,
}

impl<'a> Functions<'a> {
    pub(super) fn get(&self, id: usize) -> &Function<'a> {
        &self.all[id]
    }

    /// The function that a path calls: `free_list`, `List::new`, `Self::new`.
    pub(super) fn called(&self, call: &ExprCall, owner: Option<&Type>) -> Option<usize> {
        let Expr::Path(path) = &*call.func else {
            return None;
        };
        if path.qself.is_some() || path.path.leading_colon.is_some() {
            return None;
        }
        match &*path.path.segments.iter().collect::<Vec<_>>() {
            [name] if model::is_users(call) && model::binding(&call.func).is_none() => {
                *self.names.get(&name.ident.to_string())?
            }
            [ty, name] => {
                let ty = match owner {
                    Some(owner) if ty.ident == "Self" => name_of(owner)?.to_string(),
                    _ => ty.ident.to_string(),
                };
                *self.methods.get(&(ty, name.ident.to_string()))?
            }
            _ => None,
        }
    }

    /// The method of a structure of this name.
    pub(super) fn method(&self, structure: &str, name: &Ident) -> Option<usize> {
        *self
            .methods
            .get(&(structure.to_owned(), name.to_string()))?
    }
}

/// The name of a type.
pub(super) fn name_of(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) if path.qself.is_none() => {
            path.path.segments.last().map(|last| &last.ident)
        }
        Type::Reference(reference) => name_of(&reference.elem),
        Type::Paren(inner) => name_of(&inner.elem),
        Type::Group(inner) => name_of(&inner.elem),
        _ => None,
    }
}

/// Finds the functions of a body, and the structures.
struct Collect<'a, 'f> {
    functions: &'f mut Functions<'a>,
    arena: &'f Arena<'a>,
    imported: Vec<String>,
    /// How many blocks are around, and whether one of them imports all names of a module, which may be those of functions
    /// that are declared around it.
    blocks: usize,
    glob: bool,
    /// The body is one of items: what is declared in it can be named outside of it.
    open: bool,
}

impl<'a> Collect<'a, '_> {
    fn add(
        &mut self,
        signature: &'a Signature,
        body: &'a Block,
        around: Option<&'a ItemImpl>,
    ) -> usize {
        self.functions.all.push(Function {
            signature,
            body,
            owner: around.map(|item| &*item.self_ty),
            generics: around.map(|item| &item.generics),
            outermost: self.blocks == 0,
            alone: false,
            summary: None,
            numbered: Vec::new(),
        });
        self.functions.all.len() - 1
    }

    fn import(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.import(&path.tree),
            UseTree::Name(name) => self.imported.push(name.ident.to_string()),
            UseTree::Rename(rename) => self.imported.push(rename.rename.to_string()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree)),
            UseTree::Glob(_) => self.glob |= self.blocks > 0,
        }
    }
}

/// Whether a function is what it looks like: it runs when it is called, and nothing rewrites it.
fn is_plain(signature: &Signature, attributes: &[Attribute]) -> bool {
    const KNOWN: [&str; 12] = [
        "allow",
        "cold",
        "deny",
        "deprecated",
        "doc",
        "expect",
        "forbid",
        "inline",
        "must_use",
        "track_caller",
        "warn",
        "no_mangle",
    ];
    signature.asyncness.is_none()
        && signature.variadic.is_none()
        && attributes.iter().all(|attribute| {
            let path = attribute.path();
            path.segments
                .first()
                .is_some_and(|first| first.ident == "clippy")
                || KNOWN.iter().any(|known| path.is_ident(known))
        })
}

impl<'a> Visit<'a> for Collect<'a, '_> {
    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        let name = function.sig.ident.to_string();
        let known = if is_plain(&function.sig, &function.attrs) {
            Some(self.add(&function.sig, &function.block, None))
        } else {
            None
        };
        self.functions
            .names
            .entry(name)
            .and_modify(|other| *other = None)
            .or_insert(known);
        visit::visit_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, item: &'a ItemImpl) {
        let Some(owner) = name_of(&item.self_ty).map(ToString::to_string) else {
            return;
        };
        let is_drop = |path: &syn::Path| {
            path.segments
                .last()
                .is_some_and(|last| last.ident == "Drop")
        };
        if item
            .trait_
            .as_ref()
            .is_some_and(|(_, path, _)| is_drop(path))
        {
            self.arena.declare_drop(&owner);
        }
        if is_conditional(&item.attrs) {
            return;
        }
        for method in &item.items {
            let ImplItem::Fn(method) = method else {
                continue;
            };
            let plain = item.trait_.is_none() && is_plain(&method.sig, &method.attrs);
            let known = plain.then(|| self.add(&method.sig, &method.block, Some(item)));
            self.functions
                .methods
                .entry((owner.clone(), method.sig.ident.to_string()))
                .and_modify(|other| *other = None)
                .or_insert(known);
            self.visit_block(&method.block);
        }
    }

    fn visit_item_struct(&mut self, item: &'a ItemStruct) {
        let structure = item.ident.to_string();
        for (at, field) in item.fields.iter().enumerate() {
            let name = field
                .ident
                .as_ref()
                .map_or_else(|| at.to_string(), ToString::to_string);
            if item.generics.params.is_empty() {
                self.arena.declare_field(&structure, &name, &field.ty);
            }
        }
        self.arena.declare_structure(&structure);
        // Where other code can name it, that may have a `Drop` for it; but what is `Copy` has none.
        if self.open && self.blocks == 0 && !is_copy(&item.attrs) {
            self.arena.declare_drop(&structure);
        }
    }

    /// A macro of the user's makes what it likes of a structure that it is given.
    fn visit_macro(&mut self, called: &'a Macro) {
        named(called.tokens.clone(), &mut |name| {
            self.arena.declare_drop(name)
        });
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        self.functions.has_cells |= self.blocks == 0 && cells::is_imported(item);
        let known = ["pointers", "std", "core"];
        match &item.tree {
            UseTree::Path(path) if known.iter().any(|known| path.ident == known) => {}
            tree => self.import(tree),
        }
    }

    fn visit_block(&mut self, block: &'a Block) {
        self.blocks += 1;
        visit::visit_block(self, block);
        self.blocks -= 1;
    }

    /// Its names are others.
    fn visit_item_mod(&mut self, _: &'a ItemMod) {}
}

/// Whether `Copy` is derived.
fn is_copy(attributes: &[Attribute]) -> bool {
    let mut found = false;
    for attribute in attributes {
        if attribute.path().is_ident("derive") {
            // A derive that cannot be read is the compiler's to report.
            let _ = attribute.parse_nested_meta(|derived| {
                let last = derived.path.segments.last();
                found |= last.is_some_and(|last| last.ident == "Copy");
                Ok(())
            });
        }
    }
    found
}

/// The names in what a macro is given.
fn named(tokens: TokenStream, found: &mut impl FnMut(&str)) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => found(&name.to_string()),
            TokenTree::Group(group) => named(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn collect<'a>(body: &'a Body, arena: &Arena<'a>) -> Functions<'a> {
    let mut functions = Functions::default();
    let mut collect = Collect {
        functions: &mut functions,
        arena,
        imported: Vec::new(),
        blocks: 0,
        glob: false,
        open: matches!(body, Body::Items(_)),
    };
    match body {
        Body::Block(block) => visit::visit_block(&mut collect, block),
        Body::Items(items) => items.iter().for_each(|item| collect.visit_item(item)),
    }
    let (imported, glob) = (collect.imported, collect.glob);
    for name in imported {
        arena.declare_ambiguous(&name);
        functions.has_cells &= name != "Cell";
        functions.names.remove(&name);
    }
    if glob {
        functions.names.clear();
    }
    functions
}

/// Whom each function may call.
fn calls(functions: &Functions<'_>) -> Vec<Vec<usize>> {
    struct Calls<'f, 'a> {
        functions: &'f Functions<'a>,
        owner: Option<&'f Type>,
        methods: &'f HashMap<String, Vec<usize>>,
        found: Vec<usize>,
    }

    impl<'a> Visit<'a> for Calls<'_, '_> {
        fn visit_expr_call(&mut self, call: &'a ExprCall) {
            self.found.extend(self.functions.called(call, self.owner));
            visit::visit_expr_call(self, call);
        }

        fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
            let named = self.methods.get(&call.method.to_string());
            self.found.extend(named.into_iter().flatten());
            visit::visit_expr_method_call(self, call);
        }

        fn visit_item(&mut self, _: &'a Item) {}
    }

    let mut methods: HashMap<String, Vec<usize>> = HashMap::new();
    for ((_, name), id) in &functions.methods {
        methods.entry(name.clone()).or_default().extend(id);
    }
    let all = functions.all.iter();
    all.map(|function| {
        let mut calls = Calls {
            functions,
            owner: function.owner,
            methods: &methods,
            found: Vec::new(),
        };
        calls.visit_block(function.body);
        calls.found.sort_unstable();
        calls.found.dedup();
        calls.found
    })
    .collect()
}

/// The functions in groups that call one another, those that are called before those that call (Tarjan).
fn groups(calls: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NONE: usize = usize::MAX;
    let (mut number, mut low) = (vec![NONE; calls.len()], vec![0; calls.len()]);
    let (mut open, mut is_open) = (Vec::new(), vec![false; calls.len()]);
    let (mut next, mut groups) = (0, Vec::new());
    for start in 0..calls.len() {
        if number[start] != NONE {
            continue;
        }
        // A function, and how many of its calls were looked at.
        let mut path = vec![(start, 0)];
        while let Some((at, seen)) = path.pop() {
            if seen == 0 {
                (number[at], low[at]) = (next, next);
                next += 1;
                open.push(at);
                is_open[at] = true;
            }
            match calls[at].get(seen) {
                Some(&to) => {
                    path.push((at, seen + 1));
                    if number[to] == NONE {
                        path.push((to, 0));
                    } else if is_open[to] {
                        low[at] = low[at].min(number[to]);
                    }
                }
                None => {
                    if low[at] == number[at] {
                        let first = open.iter().position(|open| *open == at).unwrap_or(0);
                        let group = open.split_off(first);
                        group.iter().for_each(|member| is_open[*member] = false);
                        groups.push(group);
                    }
                    if let Some((caller, _)) = path.last() {
                        low[*caller] = low[*caller].min(low[at]);
                    }
                }
            }
        }
    }
    groups
}

/// Finds out what each function of the body does.
pub(super) fn find<'a>(cx: &mut Check<'a, '_>, body: &'a Body) {
    cx.functions = collect(body, &cx.arena);
    let scope = match body {
        Body::Block(block) => constants::enter_block(cx, block),
        Body::Items(items) => constants::enter_items(cx, items),
    };
    cx.functions.constants = cx.constants.clone();
    constants::leave(cx, scope);
    let calls = calls(&cx.functions);
    for group in groups(&calls) {
        let alone = matches!(&*group, [one] if !calls[*one].contains(one));
        if !alone {
            for &id in &group {
                let never = Summary {
                    normal: None,
                    ends: None,
                    fails: fails(cx.functions.all[id].signature),
                    errs: false,
                    parameters: Vec::new(),
                };
                cx.functions.all[id].summary = Some(Rc::new(never));
            }
        }
        group
            .iter()
            .for_each(|id| cx.functions.all[*id].alone = alone);
        let settled = alone && follow(cx, &group) || (0..ROUNDS).any(|_| !follow(cx, &group));
        if !settled {
            for &id in &group {
                cx.functions.all[id].summary = None;
            }
        }
    }
}

/// Follows the functions of a group once. Says whether something new was learned.
fn follow(cx: &mut Check<'_, '_>, group: &[usize]) -> bool {
    let mut news = false;
    for &id in group {
        let summary = alone(cx, id, &[]);
        let old = cx.functions.all[id]
            .summary
            .replace(Rc::new(summary.clone()));
        news |= old.is_none_or(|old| !summary.is_same(&old));
    }
    news
}

/// Follows a function by itself, with these numbers as its arguments.
fn alone<'a>(cx: &mut Check<'a, '_>, id: usize, numbers: &[Option<Number<'a>>]) -> Summary<'a> {
    let function = &cx.functions.all[id];
    let (signature, body, owner) = (function.signature, function.body, function.owner);
    let generics = function.generics;
    let constants = if function.outermost {
        cx.functions.constants.clone()
    } else {
        Constants::default()
    };
    let constants = std::mem::replace(&mut cx.constants, constants);
    let configured = std::mem::take(&mut cx.configured);
    let assigned = cx.assigned.take();
    let (deadline, steps) = (cx.deadline, cx.steps);
    if let Some(generics) = generics {
        constants::enter_generics(cx, generics);
    }
    cx.quiet += 1;
    let exits = cx.function(signature, owner, body, numbers);
    cx.quiet -= 1;
    // What it costs is not a cost of the loop that it is called in.
    cx.deadline = deadline.saturating_add(cx.steps - steps);
    cx.assigned = assigned;
    cx.configured = configured;
    cx.constants = constants;
    let fails = fails(signature) || exits.failed;
    let errs = exits.failed || fails && exits.unclear;
    let ends = match &exits.normal {
        Some((state, _)) => join(exits.others, Some(state.clone())),
        None => exits.others,
    };
    Summary {
        normal: exits.normal,
        ends,
        fails,
        errs,
        parameters: exits.parameters,
    }
}

/// What a function does that is given certain numbers. Those of its first few calls are told apart, so that each function is
/// followed a fixed number of times.
pub(super) fn with_numbers<'a>(
    cx: &mut Check<'a, '_>,
    id: usize,
    numbers: Vec<Option<Number<'a>>>,
) -> Option<Rc<Summary<'a>>> {
    let function = &cx.functions.all[id];
    if !function.alone || function.summary.is_none() || numbers.iter().all(Option::is_none) {
        return None;
    }
    let known = function
        .numbered
        .iter()
        .find(|(known, _)| *known == numbers);
    if let Some((_, summary)) = known {
        return Some(Rc::clone(summary));
    }
    if function.numbered.len() == NUMBERED {
        return None;
    }
    let summary = Rc::new(alone(cx, id, &numbers));
    cx.functions.all[id]
        .numbered
        .push((numbers, Rc::clone(&summary)));
    Some(summary)
}

impl Summary<'_> {
    fn is_same(&self, other: &Self) -> bool {
        let normal = match (&self.normal, &other.normal) {
            (Some((state, value)), Some((other, others))) => {
                state.is_same(other) && state.same(*value, *others)
            }
            (None, None) => true,
            _ => false,
        };
        let ends = match (&self.ends, &other.ends) {
            (Some(state), Some(other)) => state.is_same(other),
            (None, None) => true,
            _ => false,
        };
        normal && ends && self.fails == other.fails && self.errs == other.errs
    }
}

/// Whether a function may return an error: a `Result`, or a type of which nothing is known.
fn fails(signature: &Signature) -> bool {
    const NEVER: [&str; 6] = ["Box", "Cell", "Option", "Rc", "Self", "Vec"];
    let is_generic = |name: &Ident| {
        let mut types = signature.generics.type_params();
        types.any(|parameter| parameter.ident == *name)
    };
    match &signature.output {
        ReturnType::Default => false,
        ReturnType::Type(_, ty) => match &**ty {
            Type::Tuple(_) | Type::Reference(_) | Type::Array(_) | Type::Never(_) => false,
            ty if kind_of_type(ty) != Kind::Unknown => false,
            ty => name_of(ty)
                .is_none_or(|name| !is_generic(name) && !NEVER.iter().any(|never| name == never)),
        },
    }
}

/// Declares the parameters of a function.
pub(super) fn declare<'a>(
    cx: &mut Check<'a, '_>,
    signature: &'a Signature,
    owner: Option<&'a Type>,
    body: &'a Block,
    numbers: &[Option<Number<'a>>],
) {
    let roots = match cx.functions.roots.get(&std::ptr::from_ref(signature)) {
        Some(roots) => roots.clone(),
        None => {
            let inputs = signature.inputs.iter();
            let roots: Vec<_> = inputs
                .map(|input| parameter(&cx.arena, input, owner))
                .collect();
            cx.functions.roots.insert(signature, roots.clone());
            roots
        }
    };
    let returned = match &signature.output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    for (at, (input, root)) in signature.inputs.iter().zip(&roots).enumerate() {
        let number = numbers.get(at).copied().flatten();
        match input {
            FnArg::Receiver(_) => {
                cx.receiver = Some(cx.scope.len());
                cx.scope.push("self".to_owned());
                if let Some(state) = &mut cx.state {
                    state.variables.push(root.value);
                }
            }
            FnArg::Typed(input) => match root.name {
                Some(_) => {
                    let value = number.map_or(root.value, Value::Number);
                    alias::declare(cx, &input.pat, value);
                }
                None => alias::declare_unknown(cx, &input.pat),
            },
        }
    }
    tails(body, &mut cx.tails);
    cx.exits = Some(Exits {
        depth: cx.scope.len(),
        parameters: roots,
        returned,
        ..Exits::default()
    });
}

fn parameter<'a>(arena: &Arena<'a>, input: &'a FnArg, owner: Option<&'a Type>) -> Parameter<'a> {
    let given = |ty: Option<&'a Type>, reference| {
        Value::Handle(Handle {
            block: arena.parameter(ty),
            offset: Some(0),
            reference,
        })
    };
    match input {
        FnArg::Receiver(receiver) if receiver.colon_token.is_none() => Parameter {
            name: None,
            value: given(owner, receiver.reference.is_some()),
            mutable: receiver.reference.is_some() && receiver.mutability.is_some(),
            ty: None,
        },
        FnArg::Typed(input) => {
            let name = match flow::untyped(&input.pat) {
                Pat::Ident(name) if name.subpat.is_none() && name.by_ref.is_none() => {
                    model::declared(name).map(|_| &name.ident)
                }
                _ => None,
            };
            let ty = &*input.ty;
            let followed = name.is_some() && kind_of_type(ty) != Kind::Plain;
            Parameter {
                name,
                value: if followed {
                    given(Some(ty), matches!(ty, Type::Reference(_)))
                } else {
                    Value::Unknown
                },
                mutable: matches!(ty, Type::Reference(reference) if reference.mutability.is_some()),
                ty: Some(ty),
            }
        }
        FnArg::Receiver(_) => Parameter {
            name: None,
            value: Value::Unknown,
            mutable: true,
            ty: None,
        },
    }
}

/// The `T` of `Result<T>`.
fn within(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

/// The function returns a value here.
pub(super) fn returns<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    let shape = wholes::shape(cx, value);
    if let Some(ty) = cx.exits.as_ref().and_then(|exits| exits.returned) {
        let (value, ty) = match shape {
            Some(Shape::Ok | Shape::Some) => (wholes::unwrapped(cx, value), within(ty)),
            _ => (value, Some(ty)),
        };
        alias::declared(cx, value, ty);
    }
    let (Some(exits), Some(state)) = (&mut cx.exits, &cx.state) else {
        return;
    };
    let mut state = state.clone();
    state.variables.truncate(exits.depth);
    if matches!(shape, Some(Shape::Err | Shape::None)) {
        exits.failed = true;
        exits.others = join(exits.others.take(), Some(state));
        return;
    }
    exits.unclear |= !matches!(shape, Some(Shape::Ok | Shape::Some));
    exits.normal = Some(match exits.normal.take() {
        Some((first, other)) => {
            let mut joined = first.join(&state);
            let value = joined.join_values(other, value);
            (joined, value)
        }
        None => (state, value),
    });
}

/// The function may end here without a value: by an error, or together with the program.
pub(super) fn may_end(cx: &mut Check<'_, '_>, failed: bool) {
    if let (Some(exits), Some(state)) = (&mut cx.exits, &cx.state) {
        let mut state = state.clone();
        state.variables.truncate(exits.depth);
        exits.failed |= failed;
        exits.others = join(exits.others.take(), Some(state));
    }
}

/// The calls whose value a function returns as it is: `helper(p)` at the end, and after `return`.
pub(super) fn tails(body: &Block, found: &mut HashSet<*const Expr>) {
    if let Some(Stmt::Expr(last, None)) = body.stmts.last() {
        tail(last, found);
    }
}

pub(super) fn tail(expression: &Expr, found: &mut HashSet<*const Expr>) {
    match expression {
        Expr::Call(_) | Expr::MethodCall(_) => {
            found.insert(expression);
        }
        Expr::Paren(inner) => tail(&inner.expr, found),
        Expr::Block(block) if block.label.is_none() => tails(&block.block, found),
        Expr::If(branches) => {
            tails(&branches.then_branch, found);
            if let Some((_, otherwise)) = &branches.else_branch {
                tail(otherwise, found);
            }
        }
        Expr::Match(matched) if try_except(matched).is_none() => {
            matched.arms.iter().for_each(|arm| tail(&arm.body, found));
        }
        _ => {}
    }
}

/// Whether the value of a call is that of the function.
pub(super) fn is_tail(cx: &Check<'_, '_>, call: &Expr) -> bool {
    cx.exits.is_some() && cx.tails.contains(&std::ptr::from_ref(call))
}

/// Whether the variable in a slot is a `&mut` that the function was given.
pub(super) fn is_reference(cx: &Check<'_, '_>, slot: usize) -> bool {
    cx.exits.as_ref().is_some_and(|exits| {
        // A half-typed parameter has no slot.
        let first = exits.depth.checked_sub(exits.parameters.len());
        let parameter = first.and_then(|first| slot.checked_sub(first));
        parameter.is_some_and(|at| {
            exits
                .parameters
                .get(at)
                .is_some_and(|parameter| parameter.mutable)
        })
    })
}

/// The function may return here in a way that is not seen.
pub(super) fn may_return(cx: &mut Check<'_, '_>) {
    may_end(cx, true);
    returns(cx, Value::Unknown);
}

/// How many variables are in scope around the body of the function: those that are there when it has returned.
pub(super) fn depth(cx: &Check<'_, '_>) -> usize {
    cx.exits.as_ref().map_or(cx.function, |exits| exits.depth)
}
