import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.prepare.contacts import EMAIL_MASK, TELEPHONE_MASK, mask_contacts

# fmt: off
NUMBERS = [
    "555-123-4567", "(212) 555-0147", "(212)555-0147", "212.555.0147", "212 555 0147", "1-800-555-0199",
    "1 (800) 555-0199", "+1 212 555 0147", "+1 (212) 555-0147", "+1-212-555-0147", "555-0199", "+44 20 7946 0958",
    "+44 (0)20 7946 0958", "+44 7911 123456", "+447911123456", "+15551234567", "07911123456", "07911 123456",
    "07911 123 456", "020 7946 0958", "(020) 7946 0958", "0117 496 0123", "0800 1111", "030 1234567", "0171/1234567",
    "0171-1234567", "+49 (0)30 1234567", "+49 30 1234567", "+49 151 23456789", "0151 23456789", "(030) 123 456 78",
    "01 23 45 67 89", "06.12.34.56.78", "06-12-34-56-78", "+33 1 23 45 67 89", "+33 (0)6 12 34 56 78",
    "0033 1 23 45 67 89", "612 345 678", "+34 612 345 678", "91 123 45 67", "+39 06 1234 5678", "06 1234 5678",
    "339 123 4567", "+39 339 123 4567", "+351 912 345 678", "912 345 678", "+31 6 12345678", "06-12345678",
    "06 12345678", "020-1234567", "+31 20 123 4567", "+61 2 9876 5432", "(02) 9876 5432", "0412 345 678",
    "+55 11 91234-5678", "(11) 91234-5678", "(11) 3123-4567", "+52 55 1234 5678", "+91 98765 43210", "98765 43210",
    "+7 495 123-45-67", "8 (495) 123-45-67", "+86 138 0013 8000", "+81 3-1234-5678", "03-1234-5678",
    "+41 44 123 45 67", "044 123 45 67", "+43 1 234567", "+46 8 123 456 78", "08-123 456 78", "+353 1 234 5678",
    "+972-3-123-4567", "tel:+15551234567", "00 44 20 7946 0958", "555‑123‑4567",
]
OTHERS = [
    "1914-1918", "1914 - 1918", "2026-01-01", "01.02.2003", "1/2/2003", "12/31/1999", "31.12.1999", "1,000,000",
    "100 000 000", "1 000 000", "978-3-16-148410-0", "978 0 14 143951 8", "0-14-143951-3", "ISBN 0 14 143951 3",
    "3.14159265358979", "10:30", "10.30", "7.45", "22:15:07", "£2,000,000", "$1,250.50", "€ 1.250,00",
    "192.168.100.200", "12345678901234567890", "3000000000", "room 101", "pages 101-135", "pp. 1234-1256",
    "1 Corinthians 13:4", "Genesis 1:1-31", "Psalm 119:105-112", "chapters 12-15", "1812", "1984", "2001-2010",
    "the years 1933-1945 and 1950-1955", "44 BC", "20 000 leagues", "1066 1492 1776", "12 34 56",
    "10 9 8 7 6 5 4 3 2 1", "4 8 15 16 23 42", "1 2 3 4 5 6 7 8 9 10", "51.5074, -0.1278", "51° 30' 26", "90-60-90",
    "36-24-36", "6-4 6-3 7-5", "24-7", "9-1-1", "No. 48 117", "Flight 1549", "Lot 49", "0.0001", "00:00:01",
    "1001 nights", "500 000 000", "1.000.000", "1'000'000", "12-inch", "30-06", "the 1890s and 1900s", "1 234 567",
    "12 345 678", "10 000 000 000", "5551234567890123", "4111 1111 1111 1111", "0000000000", "0 1 2 3 4 5", "3/4",
    "50/50", "1-2-3-4", "1-2-3-4-5-6-7", "10-4", "2x4", "7-11", "007", "1-0", "5 000 000 francs", "2,5",
    "2026-01-01 10:30", "1789-07-14", "14 07 1789", "07 04 1776", "04-07-1776", "20-30-40 years", "1850 1860 1870",
    "100-200-3000", "65 000 000 years", "600 000 men", "300 000 000", "700 000 dollars", "1900-1901", "19-20-21 May",
    "Article 12-3456", "line 100 200 300", "1-2-1914", "02/03/04", "00:30", "0.5 0.75 1.25", "0100 hours",
    "0630 0700 0730", "at 0900 1000 and 1100", "1200 1300 1400", "Nr. 0815", "10 12 14 16 18 20 22",
    "1 000 2 000 3 000", "45 67 89 1011",
]
# fmt: on
AROUND = ["Call {}, at ten.", "{}", "she said: {}.", "({})", "\n{}\n"]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_telephone_number_is_masked_and_counted(number, around):
    masked, emails, telephones = mask_contacts(around.format(number))
    assert (emails, telephones) == (0, 1)
    assert TELEPHONE_MASK in masked
    assert not any(character.isdigit() for character in masked)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("text", OTHERS)
def test_dates_prices_verses_and_other_numbers_are_left_alone(text, around):
    assert mask_contacts(around.format(text)) == (around.format(text), 0, 0)


def test_an_address_is_masked_and_counted():
    text = "Write to anna.b+books@mail.example.co.uk, or don’t; @anna knows, 5 apples @ 2 each."
    assert mask_contacts(text) == (f"Write to {EMAIL_MASK}, or don’t; @anna knows, 5 apples @ 2 each.", 1, 0)


@pytest.mark.parametrize("address", ["anna (at) mail (dot) example", "anna [at] mail.example", "b[at]mail[dot]example"])
def test_an_address_spelt_out_is_masked_too(address):
    assert mask_contacts(f"Write to {address}. Look (at) this.") == (f"Write to {EMAIL_MASK}. Look (at) this.", 1, 0)


@settings(deadline=None)
@given(st.text(st.sampled_from("0159 +-/.()@a\n")))
def test_masking_masked_text_changes_nothing(text):
    masked, _, _ = mask_contacts(text)
    assert mask_contacts(masked) == (masked, 0, 0)
