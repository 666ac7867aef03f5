//! Slips with a code.
use crate::common::{ABOUT, HEAD, Reader};
use pdf::{Error, Voucher, VoucherText, vouchers};
use rxing::BarcodeFormat::QR_CODE;

const TEXT: VoucherText<'_> = VoucherText {
    title: "Voucer keanggotaan",
    from: "dari PT Contoh Bunga",
    how: "Pindai kode QR, atau buka https://pustaka.example/gabung dan tulis kode ini.",
    until: "Tukarkan sampai 31 Desember 2026",
};

#[test]
fn a_slip_says_code_giver_and_day_and_its_qr_leads_to_the_form() {
    let slips = [Voucher { code: "K7MR2-PXD4H", link: "https://pustaka.example/gabung?kode=K7MR2-PXD4H" }];
    let read = Reader::open(vouchers(&ABOUT, &HEAD, &TEXT, &slips).unwrap());
    assert_eq!(read.pages(), 1);
    let text = read.text(0);
    for part in ["Voucerkeanggotaan", "dariPTContohBunga", "K7MR2-PXD4H", "Tukarkansampai31Desember2026"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(read.scan(0, (10.0, 11.0, 95.0, 55.0), QR_CODE), slips[0].link);
}

#[test]
fn hundreds_of_slips_lie_by_ten_on_sheets_and_none_is_refused() {
    let codes: Vec<String> = (0..205).map(|n| format!("K7MR{n:03}")).collect();
    let slips: Vec<Voucher<'_>> = codes.iter().map(|code| Voucher { code, link: code }).collect();
    assert_eq!(Reader::open(vouchers(&ABOUT, &HEAD, &TEXT, &slips).unwrap()).pages(), 21);
    assert_eq!(vouchers(&ABOUT, &HEAD, &TEXT, &[]), Err(Error::Nothing));
}
