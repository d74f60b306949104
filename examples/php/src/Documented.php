<?php

declare(strict_types=1);

namespace MyCloud\Example;

use MyCloud\documented\Api\CustomersApi;
use MyCloud\documented\Api\OrdersApi;
use MyCloud\documented\Configuration;
use MyCloud\documented\Model\OrderResponse;
use MyCloud\documented\ObjectSerializer;

/** The generated client of the documented shape. */
final class Documented
{
    private readonly Configuration $config;

    public function __construct(string $token)
    {
        $this->config = (new Configuration())->setHost((string) getenv('MYCLOUD_BASE_URL'))->setAccessToken($token);
    }

    /** @return array<object> */
    public function customers(int $offset, int $count): array
    {
        return (new CustomersApi(null, $this->config))->listCustomers($offset, $count)->getCustomers() ?? [];
    }

    /** @return array<object> */
    public function orders(int $offset, int $count): array
    {
        return (new OrdersApi(null, $this->config))->listOrders($offset, $count)->getOrders() ?? [];
    }

    public function order(int $id): Order
    {
        return self::of((new OrdersApi(null, $this->config))->getOrder($id));
    }

    public function read(object $answer): Order
    {
        return self::of(ObjectSerializer::deserialize($answer, OrderResponse::class));
    }

    private static function of(OrderResponse $answer): Order
    {
        $order = $answer->getOrder();
        $items = count($order?->getOrderItems() ?? []);
        return new Order($order?->getId(), $order?->getMcNumber(), $order?->getOrderNumber(), $items);
    }
}
