"""Names that people give to columns, in Thai and English, and the fields that they mean."""

from __future__ import annotations

from typing import Final

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "order_number": (
        "order number", "order no", "order no.", "order id", "order #", "order", "invoice no",
        "เลขที่คำสั่งซื้อ", "หมายเลขคำสั่งซื้อ", "เลขคำสั่งซื้อ", "รหัสคำสั่งซื้อ", "เลขออเดอร์", "เลขที่ออเดอร์",
        "หมายเลขออเดอร์", "ออเดอร์", "เลขที่บิล", "เลขบิล",
        "เลขใบเสร็จ", "เลขที่ใบเสร็จ", "เลขที่ใบสั่งซื้อ", "เลขที่เอกสาร", "เลขที่",
    ),
    "name": (
        "name", "customer", "customer name", "recipient", "recipient name", "receiver",
        "receiver name", "ship to", "full name", "ชื่อ", "ชื่อลูกค้า", "ชื่อผู้รับ", "ผู้รับ", "ชื่อ-นามสกุล",
        "ชื่อ - นามสกุล", "ชื่อ นามสกุล", "ชื่อ-สกุล", "ชื่อสกุล", "ลูกค้า",
    ),
    "address": (
        "address", "shipping address", "delivery address", "ที่อยู่", "ที่อยู่จัดส่ง", "ที่อยู่ผู้รับ",
        "ที่อยู่ในการจัดส่ง", "ที่อยู่ลูกค้า", "บ้านเลขที่",
    ),
    "subdistrict": ("sub-district", "subdistrict", "ตำบล", "แขวง", "แขวง/ตำบล", "ตำบล/แขวง"),
    "district": ("district", "อำเภอ", "เขต", "เขต/อำเภอ", "อำเภอ/เขต"),
    "province": ("province", "จังหวัด", "city", "state"),
    "postcode": (
        "postcode", "post code", "postal code", "zip", "zip code", "zipcode", "รหัสไปรษณีย์",
        "รหัส ปณ.", "ไปรษณีย์", "ปณ.",
    ),
    "phone_number": (
        "phone", "phone number", "phone no", "tel", "tel.", "telephone", "mobile", "โทร", "โทร.",
        "เบอร์", "เบอร์โทร", "เบอร์โทรศัพท์", "โทรศัพท์", "มือถือ", "เบอร์มือถือ", "หมายเลขโทรศัพท์", "เบอร์ติดต่อ",
    ),
    "email": ("email", "e-mail", "อีเมล", "อีเมล์"),
    "note": ("note", "notes", "remark", "remarks", "comment", "หมายเหตุ", "บันทึก", "รายละเอียดเพิ่มเติม"),
    "delivery_date": ("delivery date", "ship date", "วันที่ส่ง", "วันส่ง", "วันที่จัดส่ง", "กำหนดส่ง"),
    "weight": ("weight", "weight (kg)", "weight(kg)", "น้ำหนัก", "น้ำหนัก (กก.)"),
    "delivery_mode_id": ("delivery mode", "delivery mode id"),
    "shop_sku": (
        "sku", "seller sku", "shop sku", "product code", "item code", "product id", "รหัสสินค้า",
        "รหัส sku", "โค้ดสินค้า", "รหัส",
    ),
    "quantity": ("qty", "quantity", "pcs", "จำนวน", "จำนวนชิ้น", "จำนวน (ชิ้น)", "จน.", "ชิ้น"),
    "price": (
        "price", "unit price", "price per unit", "ราคา", "ราคาต่อหน่วย", "ราคาต่อชิ้น", "ราคา/หน่วย",
        "ราคา/ชิ้น", "หน่วยละ", "ชิ้นละ", "ราคาขาย", "ราคา (บาท)",
    ),
    "line_price": (
        "line total", "amount", "total", "รวม", "ยอดรวม", "ราคารวม", "เป็นเงิน", "จำนวนเงิน", "รวมเงิน",
    ),
    "courier": (
        "courier", "carrier", "shipping", "shipping method", "ขนส่ง", "บริษัทขนส่ง", "วิธีจัดส่ง",
        "วิธีการจัดส่ง", "จัดส่งโดย", "ส่งโดย", "การจัดส่ง",
    ),
    "product": (
        "product", "product name", "item", "item name", "สินค้า", "ชื่อสินค้า", "รายการ", "รายการสินค้า",
    ),
    "status": ("status", "order status", "สถานะ", "สถานะคำสั่งซื้อ"),
}  # fmt: skip
"""For each field, and for a few columns that are no field, the names in order of likelihood."""

QUESTIONS: Final = {
    "order_number": "Which column is the order number",
    "shop_sku": "Which column is the SKU of the product",
    "quantity": "Which column is the quantity",
    "price": "Which column is the price of one piece",
}
"""What an order must have, as it is asked for."""
