//! What is certainly used as if it were of another type, in the words of what was meant: a call without its `?`, a field
//! without an arrow, `&place` and literals where handles are wanted.
//!
//! Here nothing is followed: types hold wherever a program gets.

use syn::{
    BinOp, Block, Expr, ExprBinary, ExprCall, ExprField, FnArg, GenericArgument, ImplItemFn, Item,
    ItemFn, ItemMod, Lit, Local, Member, Pat, PathArguments, ReturnType, Signature, Stmt, Type,
    UnOp,
};

use super::{Check, by_name, conditional, lattice::ExprAt, peeled, report};
use crate::{
    map::{Map, Set},
    model::{self, BindingId, Kind, binding, kind_of_type},
    syntax::{
        Body, deref_operand, functions, held_macro, is_comparison, is_conditional,
        is_conditional_expression, is_type_property, is_user_macro, peel_parens,
    },
    walk::visit::{self, Visit},
};

/// Reports it in a whole body.
pub(super) fn report(cx: &mut Check<'_, '_>, body: &Body) {
    if cx.header.allow_misuse {
        return;
    }
    let mut types = Types {
        cx,
        results: Map::new(),
        addresses: Set::new(),
        said: Set::new(),
        leaves: true,
    };
    body.visit(&mut types);
}

struct Types<'c, 'a, 'm> {
    cx: &'c mut Check<'a, 'm>,
    /// The variables that hold the `Result` of a call.
    results: Map<BindingId, Waiting>,
    /// The variables that began as `&raw mut place`.
    addresses: Set<BindingId>,
    /// Where something was said.
    said: Set<*const Expr>,
    /// An error can leave the function around.
    leaves: bool,
}

/// A call whose value is a `Result`.
#[derive(Clone)]
struct Waiting {
    function: String,
    call: Expr,
}

impl Types<'_, '_, '_> {
    fn say(&mut self, place: &Expr, finding: report::Finding<'_>) {
        if self.said.insert(place) {
            finding.report(place, self.cx.errors);
        }
    }

    /// The function of the body that a call calls.
    fn signature(&self, call: &ExprCall) -> Option<&Signature> {
        if held_macro(call).is_some() {
            return None;
        }
        let id = self.cx.functions.called(call, None)?;
        let signature = self.cx.functions.get(id).signature;
        (signature.inputs.len() == call.args.len()).then_some(signature)
    }

    /// The call of the body's whose `Result` an expression is, or the variable that holds it.
    fn waiting(&self, expression: &Expr) -> Option<Waiting> {
        match peel_parens(expression) {
            Expr::Call(call) => {
                // A function of the user's by such a name raises as ours do: the type of what it gives decides.
                let signature = self
                    .signature(call)
                    .filter(|signature| functions::named(&signature.ident).is_none())?;
                let returns = returns_result(signature) && !self.cx.shadowed.contains("Result");
                returns.then(|| Waiting {
                    function: signature.ident.to_string(),
                    call: expression.clone(),
                })
            }
            path => self.results.get(&binding(path)?).cloned(),
        }
    }

    /// What an operator takes, which a `Result` is not.
    fn value(&mut self, expression: &Expr) {
        let Some(waiting) = self.waiting(expression) else {
            return;
        };
        let place = peel_parens(expression);
        match binding(place) {
            Some(id) => {
                let variable = self.cx.model.get(id).name.to_string();
                self.say(
                    place,
                    report::waits_in_variable(
                        &variable,
                        &waiting.function,
                        self.leaves,
                        ExprAt(&waiting.call),
                    ),
                );
            }
            None => self.say(place, report::waits(&waiting.function, self.leaves)),
        }
    }

    fn condition(&mut self, condition: &Expr) {
        match peel_parens(condition) {
            Expr::Binary(both) if matches!(both.op, BinOp::And(_) | BinOp::Or(_)) => {
                self.condition(&both.left);
                self.condition(&both.right);
            }
            Expr::Unary(not)
                if matches!(not.op, UnOp::Not(_)) && deref_operand(condition).is_none() =>
            {
                self.condition(&not.expr);
            }
            condition => self.value(condition),
        }
    }

    fn binary(&mut self, binary: &ExprBinary) {
        let (left, right) = (&*binary.left, &*binary.right);
        if is_comparison(&binary.op) {
            for (handle, number) in [(left, right), (right, left)] {
                if is_zero(number)
                    && let Some(name) = self.handle_variable(handle)
                {
                    self.say(number, report::number_as_handle(&name));
                }
            }
        }
        match binary.op {
            BinOp::And(_) | BinOp::Or(_) => {
                self.condition(left);
                self.condition(right);
            }
            // A literal has no operators for a `Result`.
            _ if is_literal(right) => self.value(left),
            _ if is_literal(left) => self.value(right),
            _ if !is_comparison(&binary.op)
                && self.waiting(left).is_some()
                && self.waiting(right).is_some() =>
            {
                self.value(left);
                self.value(right);
            }
            _ => {}
        }
    }

    fn field(&mut self, field: &ExprField) {
        if is_type_property(field) {
            return;
        }
        match deref_operand(&field.base) {
            Some(operand) => self.value(operand),
            None => {
                self.value(&field.base);
                self.field_of_handle(field);
            }
        }
    }

    fn field_of_handle(&mut self, field: &ExprField) {
        let Some(id) = binding(&field.base) else {
            return;
        };
        let variable = self.cx.model.get(id);
        let Some(annotation) = &variable.annotation else {
            return;
        };
        if let (Member::Named(member), true) = (&field.member, self.is_handle(annotation)) {
            let finding = report::field_of_handle(&variable.name.to_string(), &member.to_string());
            self.say(&field.base, finding);
        }
    }

    /// Whether a written type is that of a handle, and not of a reference to one.
    fn is_handle(&self, ty: &Type) -> bool {
        matches!(ty, Type::Path(_))
            && matches!(kind_of_type(ty), Kind::Malloc | Kind::Calloc)
            && !["MallocPointer", "CallocPointer"]
                .iter()
                .any(|name| self.cx.shadowed.contains(*name))
    }

    /// The name of a variable whose type is written, and a handle's.
    fn handle_variable(&self, expression: &Expr) -> Option<String> {
        let variable = self.cx.model.get(binding(peel_parens(expression))?);
        let annotation = variable.annotation.as_ref()?;
        self.is_handle(annotation)
            .then(|| variable.name.to_string())
    }

    /// `&v->data[0]`, `&mut (*link)->next`.
    fn is_reference_to_place(&self, expression: &Expr) -> bool {
        let Expr::Reference(reference) = expression else {
            return false;
        };
        let inner = peel_parens(&reference.expr);
        matches!(inner, Expr::Field(_) | Expr::Index(_))
            && (peeled::place(inner).is_some() || self.leads_through_handle(inner))
    }

    fn leads_through_handle(&self, place: &Expr) -> bool {
        match peel_parens(place) {
            Expr::Field(field) => self.leads_through_handle(&field.base),
            Expr::Index(index) => match binding(&index.expr) {
                Some(id) => {
                    let annotation = self.cx.model.get(id).annotation.as_ref();
                    annotation.is_some_and(|ty| self.is_handle(ty))
                }
                None => self.leads_through_handle(&index.expr),
            },
            _ => false,
        }
    }

    fn call(&mut self, call: &ExprCall) {
        if held_macro(call).is_some() {
            return self.shown(call);
        }
        let Some(signature) = self.signature(call) else {
            return;
        };
        let function = signature.ident.to_string();
        let handles: Vec<_> = signature
            .inputs
            .iter()
            .map(|input| matches!(input, FnArg::Typed(typed) if self.is_handle(&typed.ty)))
            .collect();
        for (argument, is_handle) in call.args.iter().zip(handles) {
            if is_handle && !is_conditional_expression(argument) {
                self.argument(&function, argument);
            }
        }
    }

    /// What is given to a function that takes a handle.
    fn argument(&mut self, function: &str, argument: &Expr) {
        match argument {
            Expr::Reference(reference) => {
                let inner = peel_parens(&reference.expr);
                if let Some(id) = binding(inner) {
                    let variable = self.cx.model.get(id);
                    let annotation = variable.annotation.as_ref();
                    if annotation.is_some_and(|ty| self.is_handle(ty)) {
                        let name = variable.name.to_string();
                        self.say(argument, report::reference_to_handle(function, &name));
                    }
                } else if self.is_reference_to_place(argument) {
                    self.say(argument, report::reference_to_place(function));
                }
            }
            _ if is_text(argument) => self.say(argument, report::literal_as_argument(function)),
            _ if is_zero(argument) => self.say(argument, report::number_as_handle(function)),
            _ => {}
        }
    }

    /// `println!("{}", f())`.
    fn shown(&mut self, call: &ExprCall) {
        const SHOW: [&str; 7] = [
            "print", "println", "eprint", "eprintln", "format", "write", "writeln",
        ];
        let shows = by_name::called(call).is_some_and(|name| SHOW.iter().any(|show| name == show));
        let format = call.args.iter().find_map(|argument| match argument {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
        let Some(format) = format.filter(|format| shows && !format.contains('?')) else {
            return;
        };
        for argument in &call.args {
            self.value(argument);
            // `{:p}` shows an address.
            if let Some(name) = self.handle_variable(argument)
                && !format.contains("p}")
            {
                self.say(argument, report::shown_handle(&name));
            }
        }
    }

    /// `name = "abc"`, `name = &place`.
    fn assigned(&mut self, id: Option<BindingId>, value: &Expr) {
        let Some(id) = id else { return };
        let variable = self.cx.model.get(id);
        if self.addresses.contains(&id) && self.is_reference_to_place(value) {
            let name = variable.name.to_string();
            return self.say(value, report::reference_as_handle(&name));
        }
        let annotation = variable.annotation.as_ref();
        if is_zero(value) && annotation.is_some_and(|ty| self.is_handle(ty)) {
            let finding = report::number_as_handle(&variable.name.to_string());
            return self.say(value, finding);
        }
        if is_text(value) && annotation.is_some_and(|ty| self.is_handle(ty)) {
            let finding = report::literal_as_handle(&variable.name.to_string());
            self.say(value, finding);
        }
    }

    fn function(&mut self, signature: &Signature, block: &Block) {
        let leaves = match &signature.output {
            ReturnType::Default => false,
            ReturnType::Type(_, ty) => kind_of_type(ty) == Kind::Unknown,
        };
        let around = std::mem::replace(&mut self.leaves, leaves);
        self.visit_block(block);
        self.leaves = around;
    }
}

impl<'a> Visit<'a> for Types<'_, '_, '_> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if is_conditional_expression(expression) {
            return;
        }
        if let Some(operand) = deref_operand(expression) {
            self.value(operand);
        }
        match expression {
            Expr::Field(field) => self.field(field),
            Expr::Index(index) => self.value(&index.expr),
            Expr::Unary(star) if matches!(star.op, UnOp::Deref(_)) => self.value(&star.expr),
            Expr::Binary(binary) => self.binary(binary),
            Expr::If(branch) => self.condition(&branch.cond),
            Expr::While(looped) => self.condition(&looped.cond),
            Expr::Call(call) if is_user_macro(call) => return,
            Expr::Call(call) => self.call(call),
            Expr::Assign(assign) => self.assigned(binding(&assign.left), &assign.right),
            _ => {}
        }
        visit::visit_expr(self, expression);
    }

    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Expr(expression, _) if conditional::is_conditional(expression) => {}
            Stmt::Local(local) if is_conditional(&local.attrs) => {}
            _ => visit::visit_stmt(self, statement),
        }
    }

    fn visit_local(&mut self, local: &'a Local) {
        if let Some(init) = &local.init {
            let (name, ty) = match &local.pat {
                Pat::Ident(name) => (Some(name), None),
                Pat::Type(typed) => match &*typed.pat {
                    Pat::Ident(name) => (Some(name), Some(&*typed.ty)),
                    _ => (None, None),
                },
                _ => (None, None),
            };
            let id = name.filter(|name| name.by_ref.is_none() && name.subpat.is_none());
            let id = id.and_then(model::declared);
            if let (Some(id), None, Some(waiting)) = (id, ty, self.waiting(&init.expr)) {
                self.results.insert(id, waiting);
            }
            if let (Some(id), Expr::RawAddr(address)) = (id, peel_parens(&init.expr))
                && peeled::place(&address.expr).is_some()
            {
                self.addresses.insert(id);
            }
            self.assigned(id, &init.expr);
        }
        visit::visit_local(self, local);
    }

    fn visit_item(&mut self, item: &'a Item) {
        if !is_conditional(conditional::item_attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        self.function(&function.sig, &function.block);
    }

    fn visit_impl_item_fn(&mut self, function: &'a ImplItemFn) {
        if !is_conditional(&function.attrs) {
            self.function(&function.sig, &function.block);
        }
    }

    /// In a module names may mean something else.
    fn visit_item_mod(&mut self, _: &'a ItemMod) {}
}

/// Whether a function returns a `Result` of its own value.
fn returns_result(signature: &Signature) -> bool {
    let ReturnType::Type(_, ty) = &signature.output else {
        return false;
    };
    let Type::Path(path) = &**ty else {
        return false;
    };
    path.qself.is_none()
        && path.path.get_ident().is_none()
        && path.path.segments.last().is_some_and(|last| {
            let holds = matches!(&last.arguments, PathArguments::AngleBracketed(arguments)
                if arguments.args.iter().all(|argument| matches!(argument, GenericArgument::Type(_))));
            last.ident == "Result" && holds
        })
}

fn is_literal(expression: &Expr) -> bool {
    match peel_parens(expression) {
        Expr::Lit(_) => true,
        Expr::Unary(minus) if matches!(minus.op, UnOp::Neg(_)) => is_literal(&minus.expr),
        expression => by_name::is_null(expression),
    }
}

fn is_zero(expression: &Expr) -> bool {
    matches!(expression, Expr::Lit(literal) if matches!(&literal.lit, Lit::Int(number) if number.base10_digits() == "0"))
}

fn is_text(expression: &Expr) -> bool {
    matches!(expression, Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)))
}
