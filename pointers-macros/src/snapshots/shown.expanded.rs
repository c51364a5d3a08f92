fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let _scope = pointers::__private::show::Scope::begin();
                let mut p: MallocPointer<i32> = (match pointers::__private::Raised(
                        malloc(4),
                    )
                    .__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                #[allow(unreachable_code)]
                {
                    pointers::__private::show::Shown(&p)
                        .__pointers_shown("p", true, true);
                    pointers::__private::show::Look.after();
                }
                (match p.__pointers_move(1) {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                #[allow(unreachable_code)]
                {
                    pointers::__private::show::Shown(&p)
                        .__pointers_shown("p", false, true);
                    pointers::__private::show::Look.after();
                }
                let n = 1;
                #[allow(unreachable_code)]
                {
                    pointers::__private::show::Shown(&n)
                        .__pointers_shown("n", true, false);
                    pointers::__private::show::Look.after();
                }
                if n == 1 {
                    let _scope = pointers::__private::show::Scope::begin();
                    p = keep(p);
                    #[allow(unreachable_code)]
                    {
                        pointers::__private::show::Shown(&p)
                            .__pointers_shown("p", false, true);
                        pointers::__private::show::Look.after();
                    }
                }
                #[allow(unreachable_code)]
                {
                    pointers::__private::show::Look.after();
                }
                (a, b) = two();
                #[allow(unreachable_code)]
                {
                    pointers::__private::show::Look.after();
                }
                (match pointers::__private::Raised(free(p)).__pointers_raise() {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                #[allow(unreachable_code)]
                {
                    pointers::__private::show::Look.after();
                }
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
