<?php

// Reads customers and orders, places one order with items named in all three ways and one file, and reads it back.
//
//     MYCLOUD_BASE_URL=... MYCLOUD_API_KEY=... MYCLOUD_SECRET_KEY=... php place-an-order.php
//
// MYCLOUD_SHAPE=documented reads the documented shape; the live server has been seen to use the envelope. With
// MYCLOUD_BODIES=json the order travels as JSON, without its file.

declare(strict_types=1);

namespace MyCloud\Example;

use GuzzleHttp\Client;

require __DIR__ . '/autoload.php';

const COUNT = 20;

$http = new Client(['base_uri' => getenv('MYCLOUD_BASE_URL') . '/']);
$keys = ['apikey' => getenv('MYCLOUD_API_KEY'), 'secretkey' => getenv('MYCLOUD_SECRET_KEY')];
$token = send($http, 'gettoken', $keys)->token;

$shop = getenv('MYCLOUD_SHAPE') === 'documented' ? new Documented($token) : new Enveloped($token);
$customers = iterator_count(walk($shop->customers(...)));
$orders = iterator_count(walk($shop->orders(...)));
echo "customers {$customers}, orders {$orders}\n";

$order = [
    'delivery_mode_id' => 343,
    'customer_id' => 232,
    'name' => 'คุณ พวริด',
    'address' => '32/1 สุขุมวิท 62, กรุงเทพฯ',
    'postcode' => '10260',
    'order_number' => 'ORD-004564014',
    'order_items' => [
        ['product_id' => 164162, 'quantity' => 2, 'price' => 199.00],
        ['product_sku' => 'MAI002', 'quantity' => 1, 'price' => 50],
        ['shop_sku' => 'UPC_230458300', 'quantity' => 1, 'price' => 49.50],
    ],
];
$label = new File('label.pdf', 'application/pdf', "%PDF-1.4\n% a shipping label would be here\n");
$order += as_json() ? [] : ['attach_name' => ['LABEL'], 'attach_file' => [$label]];

$placed = $shop->read(send($http, 'orders', $order, $token));
echo "placed {$placed->number}, id {$placed->id}\n";
$found = $shop->order($placed->id);
echo "read back {$found->orderNumber}, {$found->items} items\n";

function as_json(): bool
{
    return getenv('MYCLOUD_BODIES') === 'json';
}

/**
 * Sends a body and gives the answer. A refusal may come with status 200, so the status alone does not tell.
 *
 * @param array<string, mixed> $body
 */
function send(Client $http, string $path, array $body, ?string $token = null): object
{
    $headers = ['MyCloud-Request-Id' => bin2hex(random_bytes(16))];
    $headers += $token === null ? [] : ['Authorization' => "Bearer {$token}"];
    $content = as_json() ? ['json' => $body] : ['multipart' => PhpForm::parts($body)];
    $response = $http->post($path, [...$content, 'headers' => $headers]);
    $answer = json_decode((string) $response->getBody(), flags: JSON_THROW_ON_ERROR);
    if (($answer->success ?? true) === false) {
        throw new \RuntimeException("{$path}: {$answer->message}");
    }
    return $answer;
}

/**
 * Every entry of a list: page after page, until one is empty.
 *
 * @return iterable<object>
 */
function walk(callable $list): iterable
{
    for ($offset = 0; ($page = $list($offset, COUNT)) !== []; $offset += count($page)) {
        yield from array_values($page);
    }
}
