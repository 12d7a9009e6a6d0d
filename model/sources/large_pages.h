// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory_resource>
#include <vector>

namespace synoptic {

/// Memory for what grows and stays, taken from the system in pieces of two megabytes: where it has
/// pages of that size, it need not be asked for each four kilobytes, which costs as much as ten
/// packets do. Gives all back when it is destroyed, and nothing before. One thread at a time.
class LargePages : public std::pmr::memory_resource {
public:
    LargePages() = default;
    ~LargePages() override;
    LargePages(const LargePages&) = delete;
    LargePages& operator=(const LargePages&) = delete;

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override;
    void do_deallocate(void*, std::size_t, std::size_t) override {}
    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
        return this == &other;
    }

    std::vector<void*> pieces_;
    void* next_ = nullptr; ///< what is left of the newest piece
    std::size_t left_ = 0;
};

} // namespace synoptic
