<?php

// An order by the PHP client of openapi-generator: URL PART LABEL

use OpenAPI\Client\Api\OrdersApi;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\OrderItemInput;

require 'GuzzleHttp/autoload.php';
spl_autoload_register(function ($class) {
    require __DIR__ . '/client/lib/' . strtr(substr($class, strlen('OpenAPI\\Client\\')), '\\', '/') . '.php';
});

[, $url, $part, $label] = $argv;
$items = [
    new OrderItemInput(['product_id' => 164162, 'quantity' => 2, 'price' => 199.00]),
    new OrderItemInput(['product_sku' => 'MAI002', 'quantity' => 1, 'price' => 50.00]),
    new OrderItemInput(['shop_sku' => 'UPC_230458300', 'quantity' => 1, 'price' => 49.50]),
];
$rest = [
    'name' => 'คุณ พวริด',
    'urgent' => 0,
    'total_price' => 1234567.25,
    'delivery_date' => new DateTime('2026-04-03'),
    'attach_name' => ['LABEL'],
    'attach_file' => [new SplFileObject($label)],
];
$orders = new OrdersApi(null, (new Configuration())->setHost($url)->setAccessToken('a.ready.token'));
$orders->createOrder(...['delivery_mode_id' => 343, 'order_items' => $items, ...($part === 'rest' ? $rest : [])]);
