// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_filter.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

/// What a filter text means, as a tree that can be asked about a connection.
namespace synoptic::filter {

class Node {
public:
    virtual ~Node() = default;
    virtual bool matches(const ConnectionSnapshot& connection,
                         const FilterContext& context) const = 0;
};

using NodePointer = std::shared_ptr<const Node>;

class AllOf final : public Node {
public:
    explicit AllOf(std::vector<NodePointer> parts) : parts_(std::move(parts)) {}
    bool matches(const ConnectionSnapshot& c, const FilterContext& context) const override {
        return std::all_of(parts_.begin(), parts_.end(),
                           [&](const NodePointer& part) { return part->matches(c, context); });
    }

private:
    std::vector<NodePointer> parts_;
};

class AnyOf final : public Node {
public:
    explicit AnyOf(std::vector<NodePointer> parts) : parts_(std::move(parts)) {}
    bool matches(const ConnectionSnapshot& c, const FilterContext& context) const override {
        return std::any_of(parts_.begin(), parts_.end(),
                           [&](const NodePointer& part) { return part->matches(c, context); });
    }

private:
    std::vector<NodePointer> parts_;
};

class Negation final : public Node {
public:
    explicit Negation(NodePointer part) : part_(std::move(part)) {}
    bool matches(const ConnectionSnapshot& c, const FilterContext& context) const override {
        return !part_->matches(c, context);
    }

private:
    NodePointer part_;
};

/// A test that is a function of the connection and the context.
template <typename Function>
class Test final : public Node {
public:
    explicit Test(Function function) : function_(std::move(function)) {}
    bool matches(const ConnectionSnapshot& c, const FilterContext& context) const override {
        return function_(c, context);
    }

private:
    Function function_;
};

template <typename Function>
NodePointer makeTest(Function function) {
    return std::make_shared<const Test<Function>>(std::move(function));
}

} // namespace synoptic::filter
