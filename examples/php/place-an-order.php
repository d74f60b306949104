<?php

// Reads customers and orders, then places one order: items named in all three ways, and one file.
//
//     MYCLOUD_BASE_URL=... MYCLOUD_API_KEY=... MYCLOUD_SECRET_KEY=... php place-an-order.php

declare(strict_types=1);

namespace MyCloud\Example;

use GuzzleHttp\Client;
use MyCloud\Client\Api\CustomersApi;
use MyCloud\Client\Api\OrdersApi;
use MyCloud\Client\Configuration;
use MyCloud\Client\Model\OrderResponse;
use MyCloud\Client\Model\TokenResponse;
use MyCloud\Client\ObjectSerializer;

require __DIR__ . '/autoload.php';

const COUNT = 20;

$http = new Client(['base_uri' => getenv('MYCLOUD_BASE_URL') . '/']);
$keys = ['apikey' => getenv('MYCLOUD_API_KEY'), 'secretkey' => getenv('MYCLOUD_SECRET_KEY')];
$token = send($http, 'gettoken', $keys, TokenResponse::class)->getToken();

$config = (new Configuration())->setHost((string) getenv('MYCLOUD_BASE_URL'))->setAccessToken($token);
$customers = iterator_count(walk((new CustomersApi(null, $config))->listCustomers(...), 'getCustomers'));
$orders = iterator_count(walk((new OrdersApi(null, $config))->listOrders(...), 'getOrders'));
echo "customers {$customers}, orders {$orders}\n";

$order = send($http, 'orders', [
    'delivery_mode_id' => 343,
    'customer_id' => 232,
    'name' => 'คุณ พวริด',
    'address' => '32/1 สุขุมวิท 62, กรุงเทพฯ',
    'postcode' => '10260',
    'order_number' => 'ORD-004564014',
    'order_items' => [
        ['product_id' => 164162, 'quantity' => 2, 'price' => '199.00'],
        ['product_sku' => 'MAI002', 'quantity' => 1, 'price' => 50],
        ['shop_sku' => 'UPC_230458300', 'quantity' => 1, 'price' => '49.50'],
    ],
    'attach_name' => ['LABEL'],
    'attach_file' => [new File('label.pdf', 'application/pdf', "%PDF-1.4\n% a shipping label would be here\n")],
], OrderResponse::class, $token)->getOrder();
echo "placed {$order->getMcNumber()}, id {$order->getId()}\n";

/**
 * Sends a form and reads the answer. A refusal may come with status 200, so the status alone does not tell.
 *
 * @template T of object
 * @param array<string, mixed> $body
 * @param class-string<T> $answer
 * @return T
 */
function send(Client $http, string $path, array $body, string $answer, ?string $token = null): object
{
    $headers = ['MyCloud-Request-Id' => bin2hex(random_bytes(16))];
    $headers += $token === null ? [] : ['Authorization' => "Bearer {$token}"];
    $response = $http->post($path, ['multipart' => PhpForm::parts($body), 'headers' => $headers]);
    $content = json_decode((string) $response->getBody(), flags: JSON_THROW_ON_ERROR);
    if (($content->success ?? true) === false) {
        throw new \RuntimeException("{$path}: {$content->message}");
    }
    return ObjectSerializer::deserialize($content, $answer);
}

/**
 * Every entry of a list: page after page, until one is empty.
 *
 * @return iterable<object>
 */
function walk(callable $list, string $entries): iterable
{
    for ($offset = 0; ($page = $list($offset, COUNT)->$entries()) !== []; $offset += count($page)) {
        yield from array_values($page);
    }
}
