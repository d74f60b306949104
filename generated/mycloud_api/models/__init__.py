# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains all the data models used in inputs/outputs"""

from typing import TYPE_CHECKING

from ..lazy import lazy_names

if TYPE_CHECKING:
    from .create_order_body import CreateOrderBody
    from .create_product_body import CreateProductBody
    from .create_product_category_body import CreateProductCategoryBody
    from .customer import Customer
    from .customer_body import CustomerBody
    from .customer_response import CustomerResponse
    from .customers_response import CustomersResponse
    from .delivery_mode import DeliveryMode
    from .delivery_mode_response import DeliveryModeResponse
    from .delivery_modes_response import DeliveryModesResponse
    from .error import Error
    from .get_token_body import GetTokenBody
    from .order import Order
    from .order_attachment import OrderAttachment
    from .order_item import OrderItem
    from .order_item_by_product_id import OrderItemByProductId
    from .order_item_by_product_sku import OrderItemByProductSku
    from .order_item_by_shop_sku import OrderItemByShopSku
    from .order_item_response import OrderItemResponse
    from .order_items_response import OrderItemsResponse
    from .order_response import OrderResponse
    from .orders_response import OrdersResponse
    from .product import Product
    from .product_categories_response import ProductCategoriesResponse
    from .product_category import ProductCategory
    from .product_category_response import ProductCategoryResponse
    from .product_response import ProductResponse
    from .products_response import ProductsResponse
    from .shop import Shop
    from .shop_response import ShopResponse
    from .shops_response import ShopsResponse
    from .token_response import TokenResponse
    from .update_order_body import UpdateOrderBody
    from .update_order_item_body import UpdateOrderItemBody
    from .update_product_body import UpdateProductBody
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "CreateOrderBody": "create_order_body",
            "CreateProductBody": "create_product_body",
            "CreateProductCategoryBody": "create_product_category_body",
            "Customer": "customer",
            "CustomerBody": "customer_body",
            "CustomerResponse": "customer_response",
            "CustomersResponse": "customers_response",
            "DeliveryMode": "delivery_mode",
            "DeliveryModeResponse": "delivery_mode_response",
            "DeliveryModesResponse": "delivery_modes_response",
            "Error": "error",
            "GetTokenBody": "get_token_body",
            "Order": "order",
            "OrderAttachment": "order_attachment",
            "OrderItem": "order_item",
            "OrderItemByProductId": "order_item_by_product_id",
            "OrderItemByProductSku": "order_item_by_product_sku",
            "OrderItemByShopSku": "order_item_by_shop_sku",
            "OrderItemResponse": "order_item_response",
            "OrderItemsResponse": "order_items_response",
            "OrderResponse": "order_response",
            "OrdersResponse": "orders_response",
            "Product": "product",
            "ProductCategoriesResponse": "product_categories_response",
            "ProductCategory": "product_category",
            "ProductCategoryResponse": "product_category_response",
            "ProductResponse": "product_response",
            "ProductsResponse": "products_response",
            "Shop": "shop",
            "ShopResponse": "shop_response",
            "ShopsResponse": "shops_response",
            "TokenResponse": "token_response",
            "UpdateOrderBody": "update_order_body",
            "UpdateOrderItemBody": "update_order_item_body",
            "UpdateProductBody": "update_product_body",
        },
    )

__all__ = (
    "CreateOrderBody",
    "CreateProductBody",
    "CreateProductCategoryBody",
    "Customer",
    "CustomerBody",
    "CustomerResponse",
    "CustomersResponse",
    "DeliveryMode",
    "DeliveryModeResponse",
    "DeliveryModesResponse",
    "Error",
    "GetTokenBody",
    "Order",
    "OrderAttachment",
    "OrderItem",
    "OrderItemByProductId",
    "OrderItemByProductSku",
    "OrderItemByShopSku",
    "OrderItemResponse",
    "OrderItemsResponse",
    "OrderResponse",
    "OrdersResponse",
    "Product",
    "ProductCategoriesResponse",
    "ProductCategory",
    "ProductCategoryResponse",
    "ProductResponse",
    "ProductsResponse",
    "Shop",
    "ShopResponse",
    "ShopsResponse",
    "TokenResponse",
    "UpdateOrderBody",
    "UpdateOrderItemBody",
    "UpdateProductBody",
)
