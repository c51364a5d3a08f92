fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                (match p.__pointers_assign(v) {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error
                            .__pointers_named("p", "~p")
                            .__pointers_leave();
                    }
                });
                (match (v) {
                    __pointers_operand => {
                        (match p.__pointers_place() {
                            pointers::__private::Ok(mut place) => {
                                {
                                    #[allow(unreachable_code)]
                                    let __pointers_step = if true {
                                        pointers::__private::side()
                                    } else {
                                        pointers::__private::never();
                                        let __pointers_sides = pointers::__private::Sides::of(
                                            &raw const (*place),
                                            __pointers_operand,
                                        );
                                        __pointers_sides.__pointers_add()
                                    };
                                    let failure = __pointers_step.failure();
                                    (*place)
                                        += __pointers_step.operand(__pointers_operand, &failure);
                                    (match failure.outcome() {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error.__pointers_leave();
                                        }
                                    })
                                };
                                (match pointers::__private::Placed(place)
                                    .__pointers_commit()
                                {
                                    pointers::__private::Ok(value) => value,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error
                                            .__pointers_named("p", "~p")
                                            .__pointers_leave();
                                    }
                                })
                            }
                            pointers::__private::Err(error) => {
                                break '__pointers0 error
                                    .__pointers_named("p", "~p")
                                    .__pointers_leave();
                            }
                        })
                    }
                });
                (match (match (match p.__pointers_p_tilde() {
                    pointers::__private::Ok(value) => value.__pointers_through("p"),
                    pointers::__private::Err(error) => {
                        break '__pointers0 error
                            .__pointers_named("", "p")
                            .__pointers_leave();
                    }
                })
                    .__pointers_p_field_mut(|its_whole| &mut its_whole.x)
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error
                            .__pointers_named("", "(~p).x")
                            .__pointers_leave();
                    }
                })
                    .__pointers_p_assign(v)
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error
                            .__pointers_named("", "(~p).x")
                            .__pointers_leave();
                    }
                });
                (match (v) {
                    __pointers_operand => {
                        (match (match (match (pointers::__private::At(
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
                            .__pointers_p_at_mut()
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
                            .__pointers_p_field_mut(|its_whole| &mut its_whole.y)
                        {
                            pointers::__private::Ok(value) => value,
                            pointers::__private::Err(error) => {
                                break '__pointers0 error
                                    .__pointers_named("", "(~p)[i].y")
                                    .__pointers_leave();
                            }
                        })
                            .__pointers_p_place()
                        {
                            pointers::__private::Ok(mut place) => {
                                {
                                    #[allow(unreachable_code)]
                                    let __pointers_step = if true {
                                        pointers::__private::side()
                                    } else {
                                        pointers::__private::never();
                                        let __pointers_sides = pointers::__private::Sides::of(
                                            &raw const (*place),
                                            __pointers_operand,
                                        );
                                        __pointers_sides.__pointers_sub()
                                    };
                                    let failure = __pointers_step.failure();
                                    (*place)
                                        -= __pointers_step.operand(__pointers_operand, &failure);
                                    (match failure.outcome() {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error.__pointers_leave();
                                        }
                                    })
                                };
                                (match place.__pointers_p_commit() {
                                    pointers::__private::Ok(value) => value,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error
                                            .__pointers_named("", "(~p)[i].y")
                                            .__pointers_leave();
                                    }
                                })
                            }
                            pointers::__private::Err(error) => {
                                break '__pointers0 error
                                    .__pointers_named("", "(~p)[i].y")
                                    .__pointers_leave();
                            }
                        })
                    }
                });
                {
                    #[allow(unreachable_code)]
                    let side1 = if true {
                        pointers::__private::side()
                    } else {
                        pointers::__private::never();
                        pointers::__private::side_of(
                            p.__pointers_lent().__pointers_p_at(1),
                        )
                    };
                    #[allow(unreachable_code)]
                    if side1.is_ours() {
                        side1.ours();
                        (match (v) {
                            __pointers_operand => {
                                (match side1
                                    .place(p.__pointers_lent().__pointers_place_at(1))
                                {
                                    pointers::__private::Ok(mut place) => {
                                        {
                                            #[allow(unreachable_code)]
                                            let __pointers_step = if true {
                                                pointers::__private::side()
                                            } else {
                                                pointers::__private::never();
                                                let __pointers_sides = pointers::__private::Sides::of(
                                                    &raw const (*place),
                                                    __pointers_operand,
                                                );
                                                __pointers_sides.__pointers_add()
                                            };
                                            let failure = __pointers_step.failure();
                                            (*place)
                                                += __pointers_step.operand(__pointers_operand, &failure);
                                            (match failure.outcome() {
                                                pointers::__private::Ok(value) => value,
                                                pointers::__private::Err(error) => {
                                                    break '__pointers0 error.__pointers_leave();
                                                }
                                            })
                                        };
                                        (match pointers::__private::Placed(place)
                                            .__pointers_commit()
                                        {
                                            pointers::__private::Ok(value) => value,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error.__pointers_leave();
                                            }
                                        })
                                    }
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                })
                            }
                        })
                    } else {
                        side1.rusts();
                        {
                            #[allow(unreachable_code)]
                            let __pointers_step = if true {
                                pointers::__private::side()
                            } else {
                                pointers::__private::never();
                                let __pointers_sides = pointers::__private::Sides::of(
                                    &raw const p[side1.index(1)],
                                    v,
                                );
                                __pointers_sides.__pointers_add()
                            };
                            let failure = __pointers_step.failure();
                            p[side1.index(1)] += __pointers_step.operand(v, &failure);
                            (match failure.outcome() {
                                pointers::__private::Ok(value) => value,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error.__pointers_leave();
                                }
                            })
                        };
                    };
                };
                swap(
                    &mut (*(match a.__pointers_borrow_mut() {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    })),
                    &mut (*(match (match (match b.__pointers_p_tilde() {
                        pointers::__private::Ok(value) => value.__pointers_through("b"),
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("", "b")
                                .__pointers_leave();
                        }
                    })
                        .__pointers_p_field_mut(|its_whole| &mut its_whole.c)
                    {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("", "(~b).c")
                                .__pointers_leave();
                        }
                    })
                        .__pointers_p_guard()
                    {
                        outcome => {
                            let value;
                            match outcome {
                                pointers::__private::Ok(read) => value = read,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error
                                        .__pointers_named("", "(~b).c")
                                        .__pointers_leave();
                                }
                            }
                            value
                        }
                    })),
                );
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
