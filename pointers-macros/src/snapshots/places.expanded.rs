fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                (match p.__pointers_assign(v) {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                {
                    let __pointers_operand = v;
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
                            (match pointers::__private::Placed(place).__pointers_commit()
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
                };
                {
                    let its_value = pointers::__private::Slot::new();
                    #[allow(unreachable_code)]
                    if false {
                        pointers::__private::never();
                        if let pointers::__private::Ok(mut place) = p.__pointers_place()
                        {
                            (*place).x = its_value.value();
                        }
                    }
                    let __pointers_operand = its_value.typed(v);
                    (match p.__pointers_place() {
                        pointers::__private::Ok(mut place) => {
                            (*place).x = __pointers_operand;
                            (match pointers::__private::Placed(place).__pointers_commit()
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
                };
                {
                    let __pointers_operand = v;
                    let index1 = i;
                    (match p.__pointers_place() {
                        pointers::__private::Ok(mut place) => {
                            {
                                #[allow(unreachable_code)]
                                let __pointers_step = if true {
                                    pointers::__private::side()
                                } else {
                                    pointers::__private::never();
                                    let __pointers_sides = pointers::__private::Sides::of(
                                        &raw const (*place)[index1].y,
                                        __pointers_operand,
                                    );
                                    __pointers_sides.__pointers_sub()
                                };
                                let failure = __pointers_step.failure();
                                (*place)[index1].y
                                    -= __pointers_step.operand(__pointers_operand, &failure);
                                (match failure.outcome() {
                                    pointers::__private::Ok(value) => value,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                })
                            };
                            (match pointers::__private::Placed(place).__pointers_commit()
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
                };
                {
                    #[allow(unreachable_code)]
                    let side2 = if true {
                        pointers::__private::side()
                    } else {
                        pointers::__private::never();
                        pointers::__private::side_of(
                            p.__pointers_lent().__pointers_at(1),
                        )
                    };
                    #[allow(unreachable_code)]
                    if side2.is_ours() {
                        side2.ours();
                        {
                            let __pointers_operand = v;
                            (match side2
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
                    } else {
                        side2.rusts();
                        {
                            #[allow(unreachable_code)]
                            let __pointers_step = if true {
                                pointers::__private::side()
                            } else {
                                pointers::__private::never();
                                let __pointers_sides = pointers::__private::Sides::of(
                                    &raw const p[side2.index(1)],
                                    v,
                                );
                                __pointers_sides.__pointers_add()
                            };
                            let failure = __pointers_step.failure();
                            p[side2.index(1)] += __pointers_step.operand(v, &failure);
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
                    &mut (*(match b.__pointers_borrow_mut() {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    }))
                        .c,
                );
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
