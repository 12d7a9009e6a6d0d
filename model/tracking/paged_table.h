// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <cstddef>
#include <memory>

namespace synoptic {

/// Values by a number that only grows. Where all of a short stretch were erased its memory is given
/// back, so numbers need never be used again, however long a program runs. Values do not move.
template <class Value>
class PagedTable {
public:
    /// Makes it if it is missing.
    Value& at(std::size_t number) {
        std::unique_ptr<Page>& page = pages_[number / kPerPage];
        if (!page)
            page = std::make_unique<Page>();
        if (number >= size_)
            size_ = number + 1;
        return page->values[number % kPerPage];
    }
    /// For one that was made and not erased; another is made.
    Value& operator[](std::size_t number) { return at(number); }
    /// Only for one that was made and not erased.
    const Value& operator[](std::size_t number) const { return *find(number); }
    /// Null if it was never made or its stretch is gone.
    const Value* find(std::size_t number) const {
        const auto it = pages_.find(number / kPerPage);
        return it == pages_.end() ? nullptr : &it->second->values[number % kPerPage];
    }
    /// To be called once for a number; until its stretch is gone, find() tells of a fresh value.
    void erase(std::size_t number) {
        const auto it = pages_.find(number / kPerPage);
        if (it == pages_.end())
            return;
        it->second->values[number % kPerPage] = Value();
        if (++it->second->erased == kPerPage)
            pages_.erase(it);
    }
    /// All of the stretches there are, those never made or erased among them as fresh values.
    template <class Act>
    void forEach(Act act) {
        for (auto& [number, page] : pages_) {
            for (Value& value : page->values)
                act(value);
        }
    }
    /// One more than the highest number ever made.
    std::size_t size() const { return size_; }

private:
    static constexpr std::size_t kPerPage = 64;
    struct Page {
        std::array<Value, kPerPage> values{};
        std::size_t erased = 0;
    };
    boost::unordered_flat_map<std::size_t, std::unique_ptr<Page>> pages_;
    std::size_t size_ = 0;
};

} // namespace synoptic
