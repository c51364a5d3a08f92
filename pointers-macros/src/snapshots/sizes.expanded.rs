fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let p = (match pointers::__private::Raised(malloc(4)).__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                {
                    struct Site;
                    impl pointers::__private::Name for Site {
                        const NAME: &'static str = "p";
                        const CHUNKS: bool = false;
                    }
                    pointers::__private::prove(
                        &p,
                        const { pointers::__private::fits::<_, Site>(4) },
                    );
                    (match (pointers::__private::Inferred {
                        handle: p,
                        value: v,
                    })
                        .__pointers_move()
                    {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    })
                };
                let q: CallocPointer<u64> = (match pointers::__private::Raised(
                        calloc(2, SIZE),
                    )
                    .__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                {
                    struct Site;
                    impl pointers::__private::Name for Site {
                        const NAME: &'static str = "q";
                        const CHUNKS: bool = true;
                    }
                    pointers::__private::prove(
                        &q,
                        const { pointers::__private::fits::<_, Site>(SIZE) },
                    );
                    (match q.__pointers_p_element_move(1, 1) {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("q", "q[1]")
                                .__pointers_leave();
                        }
                    })
                };
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
