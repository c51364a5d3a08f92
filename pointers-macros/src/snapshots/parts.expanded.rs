fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let a = (-(pointers::__private::ReadValue(
                    match (match (match p.__pointers_p_tilde() {
                        pointers::__private::Ok(value) => value.__pointers_through("p"),
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("", "p")
                                .__pointers_leave();
                        }
                    })
                        .__pointers_p_field(|its_whole| &its_whole.x)
                    {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("", "(~p).x")
                                .__pointers_leave();
                        }
                    })
                        .__pointers_p_value()
                    {
                        outcome => {
                            let value;
                            match outcome {
                                pointers::__private::Ok(read) => value = read,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error
                                        .__pointers_named("", "(~p).x")
                                        .__pointers_leave();
                                }
                            }
                            value
                        }
                    },
                )));
                ({
                    let value = (*(match (match (match (pointers::__private::At(
                        (match (match p.__pointers_p_tilde() {
                            pointers::__private::Ok(value) => {
                                value.__pointers_through("p")
                            }
                            pointers::__private::Err(error) => {
                                break '__pointers0 error
                                    .__pointers_named("", "p")
                                    .__pointers_leave();
                            }
                        })
                            .__pointers_p_load()
                        {
                            pointers::__private::Ok(value) => value,
                            pointers::__private::Err(error) => {
                                break '__pointers0 error
                                    .__pointers_named("", "(~p)")
                                    .__pointers_leave();
                            }
                        }),
                        i,
                    ))
                        .__pointers_p_at()
                    {
                        pointers::__private::Ok(value) => {
                            value.__pointers_through("(~p)")
                        }
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("(~p)", "(~p)[i]")
                                .__pointers_leave();
                        }
                    })
                        .__pointers_p_field(|its_whole| &its_whole.y)
                    {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("", "(~p)[i].y")
                                .__pointers_leave();
                        }
                    })
                        .__pointers_p_look()
                    {
                        outcome => {
                            let value;
                            match outcome {
                                pointers::__private::Ok(read) => value = read,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error
                                        .__pointers_named("", "(~p)[i].y")
                                        .__pointers_leave();
                                }
                            }
                            value
                        }
                    }))
                        .len();
                    value
                });
                (-(pointers::__private::ReadValue(
                    match (match (match (match (match p.__pointers_p_arrow() {
                        pointers::__private::Ok(value) => value.__pointers_through("p"),
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("", "p")
                                .__pointers_leave();
                        }
                    })
                        .__pointers_p_field(|its_whole| &its_whole.next)
                    {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("", "p->next")
                                .__pointers_leave();
                        }
                    })
                        .__pointers_p_arrow()
                    {
                        pointers::__private::Ok(value) => {
                            value.__pointers_through("p->next")
                        }
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("", "p->next")
                                .__pointers_leave();
                        }
                    })
                        .__pointers_p_field(|its_whole| &its_whole.value)
                    {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("", "p->next->value")
                                .__pointers_leave();
                        }
                    })
                        .__pointers_p_value()
                    {
                        outcome => {
                            let value;
                            match outcome {
                                pointers::__private::Ok(read) => value = read,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error
                                        .__pointers_named("", "p->next->value")
                                        .__pointers_leave();
                                }
                            }
                            value
                        }
                    },
                )));
                (-(pointers::__private::ReadValue(
                    match p.__pointers_read() {
                        outcome => {
                            let value;
                            match outcome {
                                pointers::__private::Ok(read) => value = read,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error
                                        .__pointers_named("p", "~p")
                                        .__pointers_leave();
                                }
                            }
                            value
                        }
                    },
                )))
                    .into_bytes();
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
