//! syn's visitors, whose some hundred functions each are compiled once, and not once for each visitor of ours: one type walks the
//! tree, and asks ours at the nodes that any of them stops at. Names and meaning are syn's.

/// For `syn::visit` and `syn::visit_mut`: the trait, and the functions that go on with what a node consists of.
macro_rules! walk {
    (
        $of:ident: $Visit:ident $generics:tt, $and:tt $how:tt;
        $($visit:ident: $Node:ident,)*
    ) => {
        types! {
            $of: $Visit $generics;
            { $(fn $visit(&mut self, node: $and $how syn::$Node) {
                $visit(self.as_visit(), node);
            })* }
            { $(fn $visit(&mut self, node: $and $how syn::$Node) {
                self.0.$visit(node);
            })* }
        }
        $(function! { $of: $visit $Visit $generics, $and $how syn::$Node })*
    };
}

macro_rules! types {
    ($of:ident: $Visit:ident [$($ast:lifetime)?]; { $($by_default:tt)* } { $($walked:tt)* }) => {
        /// What stops at some nodes.
        pub(crate) trait $Visit $(<$ast>)?: AsVisit $(<$ast>)? {
            $($by_default)*
        }

        /// What any visitor is for the one that walks.
        pub(crate) trait AsVisit $(<$ast>)? {
            fn as_visit(&mut self) -> &mut dyn $Visit $(<$ast>)?;
        }

        impl<$($ast,)? V: $Visit $(<$ast>)?> AsVisit $(<$ast>)? for V {
            fn as_visit(&mut self) -> &mut dyn $Visit $(<$ast>)? {
                self
            }
        }

        struct Walk<'a $(, $ast)?>(&'a mut dyn $Visit $(<$ast>)?);

        impl $(<$ast>)? syn::$of::$Visit $(<$ast>)? for Walk<'_ $(, $ast)?> {
            $($walked)*
        }
    };
}

macro_rules! function {
    ($of:ident: $visit:ident $Visit:ident [$($ast:lifetime)?], $Node:ty) => {
        pub(crate) fn $visit $(<$ast>)? (visitor: &mut dyn $Visit $(<$ast>)?, node: $Node) {
            syn::$of::$visit(&mut Walk(visitor), node);
        }
    };
}

pub(crate) mod visit {
    walk! {
        visit: Visit ['ast], &'ast;
        visit_arm: Arm,
        visit_block: Block,
        visit_expr: Expr,
        visit_expr_assign: ExprAssign,
        visit_expr_async: ExprAsync,
        visit_expr_binary: ExprBinary,
        visit_expr_break: ExprBreak,
        visit_expr_call: ExprCall,
        visit_expr_closure: ExprClosure,
        visit_expr_continue: ExprContinue,
        visit_expr_field: ExprField,
        visit_expr_for_loop: ExprForLoop,
        visit_expr_index: ExprIndex,
        visit_expr_let: ExprLet,
        visit_expr_loop: ExprLoop,
        visit_expr_match: ExprMatch,
        visit_expr_method_call: ExprMethodCall,
        visit_expr_path: ExprPath,
        visit_expr_reference: ExprReference,
        visit_expr_return: ExprReturn,
        visit_expr_try: ExprTry,
        visit_expr_unary: ExprUnary,
        visit_expr_while: ExprWhile,
        visit_field: Field,
        visit_field_value: FieldValue,
        visit_fn_arg: FnArg,
        visit_impl_item: ImplItem,
        visit_impl_item_fn: ImplItemFn,
        visit_item: Item,
        visit_item_const: ItemConst,
        visit_item_fn: ItemFn,
        visit_item_impl: ItemImpl,
        visit_item_mod: ItemMod,
        visit_item_static: ItemStatic,
        visit_item_struct: ItemStruct,
        visit_item_use: ItemUse,
        visit_local: Local,
        visit_local_init: LocalInit,
        visit_macro: Macro,
        visit_pat: Pat,
        visit_pat_ident: PatIdent,
        visit_receiver: Receiver,
        visit_stmt: Stmt,
        visit_trait_item_fn: TraitItemFn,
        visit_type: Type,
        visit_type_path: TypePath,
        visit_use_name: UseName,
        visit_signature: Signature,
        visit_use_rename: UseRename,
    }

    pub(crate) fn visit_all<'ast>(
        visitor: &mut dyn Visit<'ast>,
        expressions: impl IntoIterator<Item = &'ast syn::Expr>,
    ) {
        for expression in expressions {
            visitor.visit_expr(expression);
        }
    }
}

pub(crate) mod visit_mut {
    walk! {
        visit_mut: VisitMut [], &mut;
        visit_angle_bracketed_generic_arguments_mut: AngleBracketedGenericArguments,
        visit_arm_mut: Arm,
        visit_block_mut: Block,
        visit_expr_assign_mut: ExprAssign,
        visit_expr_async_mut: ExprAsync,
        visit_expr_binary_mut: ExprBinary,
        visit_expr_break_mut: ExprBreak,
        visit_expr_call_mut: ExprCall,
        visit_expr_cast_mut: ExprCast,
        visit_expr_closure_mut: ExprClosure,
        visit_expr_const_mut: ExprConst,
        visit_expr_field_mut: ExprField,
        visit_expr_for_loop_mut: ExprForLoop,
        visit_expr_if_mut: ExprIf,
        visit_expr_index_mut: ExprIndex,
        visit_expr_let_mut: ExprLet,
        visit_expr_loop_mut: ExprLoop,
        visit_expr_match_mut: ExprMatch,
        visit_expr_method_call_mut: ExprMethodCall,
        visit_expr_mut: Expr,
        visit_expr_path_mut: ExprPath,
        visit_expr_repeat_mut: ExprRepeat,
        visit_expr_unary_mut: ExprUnary,
        visit_expr_unsafe_mut: ExprUnsafe,
        visit_expr_while_mut: ExprWhile,
        visit_generic_argument_mut: GenericArgument,
        visit_generics_mut: Generics,
        visit_impl_item_fn_mut: ImplItemFn,
        visit_item_fn_mut: ItemFn,
        visit_item_mut: Item,
        visit_item_struct_mut: ItemStruct,
        visit_local_mut: Local,
        visit_macro_mut: Macro,
        visit_pat_ident_mut: PatIdent,
        visit_pat_mut: Pat,
        visit_return_type_mut: ReturnType,
        visit_stmt_mut: Stmt,
        visit_trait_item_fn_mut: TraitItemFn,
        visit_type_mut: Type,
    }
}
