"""Rows of a deal with a person: what was bought, paid, owed, agreed to; and what such tables hold that says nothing of anybody."""

from tests.detection.schemas import found, table

BUYER = table("customers", "customer_id:int first_name last_name")


def test_a_number_with_decimals_is_the_sum_of_a_deal_whatever_it_is_called() -> None:
    result = found(
        BUYER, table("bookings", "id:int customer_id:int toll:decimal surcharge:numeric(8,2) vat_rate:decimal mileage_distance:decimal")
    )
    assert result["bookings.toll"] == result["bookings.surcharge"] == "PURCHASE_HISTORY"
    assert not {"bookings.vat_rate", "bookings.mileage_distance"} & set(result)


def test_a_day_kept_as_text_is_a_day() -> None:
    result = found(BUYER, table("payments", "id:int customer_id:int value_date:text created_date:text channel:text"))
    assert result["payments.value_date"] == "PAYMENT"
    assert "payments.created_date" not in result


def test_a_compound_is_what_its_last_part_is() -> None:
    result = found(
        table("asiakas", "id:int etunimi sukunimi"), table("varaus", "id:int asiakas_id:int yhteishinta:int lahtopvm:varchar(10)")
    )
    assert result["varaus.yhteishinta"] == result["varaus.lahtopvm"] == "PURCHASE_HISTORY"


def test_a_key_of_a_thing_says_what_was_bought_without_a_table_of_it() -> None:
    result = found(BUYER, table("orders", "id:int customer_id:int course_id:uuid currency_id:int warehouse_id:int campaign_id:int"))
    assert result["orders.course_id"] == "PURCHASE_HISTORY"
    assert not {"orders.currency_id", "orders.warehouse_id", "orders.campaign_id"} & set(result)


def test_a_loan_of_books_is_no_debt() -> None:
    lent = found(BUYER, table("loans", "id:int customer_id:int book_id:int loan_date:date return_date:date"))
    owed = found(BUYER, table("loans", "id:int customer_id:int amount:decimal(9,2) loan_date:date return_rate:decimal"))
    assert lent["loans.return_date"] == lent["loans.loan_date"] == lent["loans.book_id"] == "PURCHASE_HISTORY"
    assert owed["loans.amount"] == "DEBT"


def test_a_ticket_to_a_seat_is_bought_and_one_with_a_subject_is_a_message() -> None:
    bought = found(table("ticket", "ticket_id:int customer_email seat_no showtime:datetime"))
    asked = found(table("ticket", "ticket_id:int customer_email subject description:text opened:datetime"))
    assert bought["ticket.showtime"] == "PURCHASE_HISTORY"
    assert asked["ticket.subject"] == "SUPPORT_MESSAGE"
    assert "ticket.opened" not in asked


def test_what_a_persons_order_refers_to_as_paid_was_paid_by_that_person() -> None:
    orders = table("orders", "order_id:int customer_id:int payment_id:int")
    result = found(BUYER, orders, table("payments", "payment_id:int payment_day:date value:money"))
    assert result["payments.value"] == result["payments.payment_day"] == "PAYMENT"


def test_orders_of_nobody_are_a_persons_unless_they_name_an_organisation() -> None:
    lines = "id:int order_id:int sku_id:int price:numeric(8,2)"
    assert found(table("order_items", lines))["order_items.price"] == "PURCHASE_HISTORY"
    assert not found(table("order_items", f"{lines} supplier_id:int"))
    assert not found(table("supplier_order_items", lines))
    assert not found(table("orders", "id:int ordered:date total:numeric(8,2)"), table("shelves", "id:int code"))
    assert found(BUYER, table("orders", "id:int ordered:date total:numeric(8,2)"))["orders.total"] == "PURCHASE_HISTORY"


def test_a_companys_subscription_says_nothing_of_a_person() -> None:
    columns = "id:uuid company_id:uuid payment_customer_id current_period_end:timestamp trial_ends_at:timestamp"
    assert set(found(table("company_subscriptions", columns))) == {"company_subscriptions.payment_customer_id"}


def test_the_balance_of_a_bank_account_is_money_of_whoever_has_it() -> None:
    assert found(table("accounts", "id:int iban owner_name balance:decimal(9,2)"))["accounts.balance"] == "PAYMENT"
    assert "accounts.balance" not in found(table("accounts", "id:int code name balance:decimal(9,2)"))


def test_who_is_called_after_a_deal_holds_its_sums() -> None:
    result = found(table("borrowers", "id:int full_name total_amount:decimal"), table("teachers", "id:int full_name total_amount:decimal"))
    assert result["borrowers.total_amount"] == "DEBT"
    assert "teachers.total_amount" not in result


def test_a_consents_rows_say_when_it_was_given_and_taken_back() -> None:
    result = found(
        BUYER, table("consents", "id:int customer_id:int type granted:boolean granted_at:timestamp revoked_at:timestamp version:int")
    )
    assert {result[f"consents.{name}"] for name in ("type", "granted", "granted_at", "revoked_at")} == {"CONSENT"}
    assert "consents.version" not in result


def test_a_customers_grade_of_a_product_is_an_opinion_and_a_pupils_is_none() -> None:
    assert found(BUYER, table("grades", "id:int customer_id:int product_id:int score:int"))["grades.score"] == "COMPLAINT"
    pupil = table("pupils", "pupil_id:int first_name last_name")
    assert "grades.score" not in found(pupil, table("grades", "id:int pupil_id:int course_id:int score:int"))


def test_a_journal_of_bookings_says_when_it_was_written() -> None:
    bookings = table("bookings", "id:int customer_id:int starts:date")
    assert "bookings_audit.moment_ts" not in found(BUYER, bookings, table("bookings_audit", "id:int bookings_id:int moment_ts:timestamp"))


def test_what_a_bank_calls_a_payment_is_of_it_and_a_rows_uuid_is_not() -> None:
    columns = "id:int customer_id:int transaction_id:varchar(64) refund_id:varchar(36) merchant:text line_items:json"
    result = found(BUYER, table("payments", columns))
    assert result["payments.transaction_id"] == result["payments.merchant"] == "PAYMENT"
    assert result["payments.line_items"] == "PURCHASE_HISTORY"
    assert "payments.refund_id" not in result


def test_what_is_held_by_a_customer_is_paid_by_them_and_what_a_seller_holds_is_not() -> None:
    jobs = table("job_cards", "id:int customer_id:int vehicle_id:int actual_cost:decimal(8,2)")
    offers = table("products", "id:int seller_id:int name price:decimal(8,2)")
    result = found(BUYER, jobs, offers)
    assert result["job_cards.actual_cost"] == "PAYMENT"
    assert "products.price" not in result


def test_what_is_sent_for_an_order_is_a_delivery() -> None:
    sent = table("shipping", "shipping_id:int order_id:int carrier tracking_number estimated_delivery:timestamp")
    assert found(sent)["shipping.estimated_delivery"] == "DELIVERY"
    assert not found(table("shipping", "id:int zone estimated_delivery:int flat_fee:decimal(8,2)"))


def test_only_people_get_payslips_and_rent_flats() -> None:
    assert found(table("palkkaerittely", "palkkaid:int alkupvm:date palkka:int"))["palkkaerittely.palkka"] == "INCOME"
    lease = table("leases", "id:int tenant_id:int monthly_rent:decimal(8,2)")
    assert found(lease, table("invoices", "id:int lease_id:int amount:decimal(8,2)"))["invoices.amount"] == "PAYMENT"


def test_a_unit_behind_a_sum_changes_nothing_and_a_consent_says_to_what() -> None:
    result = found(table("profiles", "id:int full_name email total_earned_cents:bigint consent_marketing:boolean capital_gain:int"))
    assert result["profiles.total_earned_cents"] == result["profiles.capital_gain"] == "INCOME"
    assert result["profiles.consent_marketing"] == "CONSENT"


def test_a_team_is_not_what_was_bought() -> None:
    result = found(BUYER, table("team", "id:int name"), table("subscription", "id:int customer_id:int team_id:int period_end:timestamp"))
    assert "subscription.team_id" not in result


def test_what_went_wrong_in_sending_is_no_message() -> None:
    result = found(BUYER, table("messages", "id:int customer_id:int body:text error_description:text"))
    assert result["messages.body"]
    assert "messages.error_description" not in result
