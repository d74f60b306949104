<?php

declare(strict_types=1);

namespace MyCloud\Example;

/** What the example needs to know of an order. */
final class Order
{
    public readonly int $id;

    /** An order without an id may have been placed all the same: look for it, do not send it again. */
    public function __construct(
        ?int $id,
        public readonly ?string $number,
        public readonly ?string $orderNumber,
        public readonly int $items,
    ) {
        $this->id = $id ?: throw new \UnexpectedValueException('an answer without an id');
    }
}
