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
                    let operand = v;
                    (match p.__pointers_place() {
                        pointers::__private::Ok(mut place) => {
                            {
                                let operand_of = pointers::__private::OperandOf::place(
                                    &raw const (*place),
                                );
                                let failure = operand_of.__pointers_failure();
                                (*place)
                                    += operand_of.__pointers_operand(operand, &failure);
                                (match failure.outcome() {
                                    pointers::__private::Ok(value) => value,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                })
                            };
                            (match place.__pointers_commit() {
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
                    let operand = v;
                    (match p.__pointers_place() {
                        pointers::__private::Ok(mut place) => {
                            (*place).x = operand;
                            (match place.__pointers_commit() {
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
                    let operand = v;
                    let index1 = i;
                    (match p.__pointers_place() {
                        pointers::__private::Ok(mut place) => {
                            {
                                let operand_of = pointers::__private::OperandOf::place(
                                    &raw const (*place)[index1].y,
                                );
                                let failure = operand_of.__pointers_failure();
                                (*place)[index1].y
                                    -= operand_of.__pointers_operand(operand, &failure);
                                (match failure.outcome() {
                                    pointers::__private::Ok(value) => value,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                })
                            };
                            (match place.__pointers_commit() {
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
                    let operand = v;
                    (match p.__pointers_place_at(1) {
                        pointers::__private::Ok(mut place) => {
                            {
                                let operand_of = pointers::__private::OperandOf::place(
                                    &raw const (*place),
                                );
                                let failure = operand_of.__pointers_failure();
                                (*place)
                                    += operand_of.__pointers_operand(operand, &failure);
                                (match failure.outcome() {
                                    pointers::__private::Ok(value) => value,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                })
                            };
                            (match place.__pointers_commit() {
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
