// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace synoptic::firewall {

struct Rule {
    std::uint64_t handle = 0;
    boost::json::array expressions; ///< of libnftables-json(5)
};

struct Chain {
    std::string family;
    std::string table;
    std::string name;
    std::string hook; ///< of a base chain: "input"; else empty
    std::int64_t priority = 0;
    bool drops = false; ///< its policy
    /// Of Doubt: why it may not see the packet at all. It may be of one interface, or may sleep.
    std::uint16_t doubt = 0;
    std::vector<Rule> rules;
    bool isBase() const { return !hook.empty(); }
};

/// The nftables ruleset, as `nft -j list ruleset` tells it.
class Ruleset {
public:
    static constexpr std::size_t kMostBytes = std::size_t{16} << 20;

    /// Hostile text. Nothing where it is not such a ruleset or too large; throws nothing but
    /// std::bad_alloc.
    static std::optional<Ruleset> parse(std::string_view json);

    /// In the order packets from outside meet them, those of one family's packets: hooks ingress,
    /// prerouting, input, each by priority.
    std::vector<const Chain*> baseChains(bool v6) const;
    /// Null if there is none.
    const Chain* chain(const Chain& from, std::string_view name) const;
    /// The elements of a set or map; null if it is not known.
    const boost::json::array* elements(const Chain& from, std::string_view name) const;
    bool empty() const { return chains_.empty(); }

private:
    using Key = std::tuple<std::string, std::string, std::string>; ///< family, table, name
    void addTable(const boost::json::object& table);
    void addChain(const boost::json::object& chain);
    void addRule(boost::json::object& rule);
    void addSet(boost::json::object& set);

    std::vector<Chain> chains_;
    std::map<Key, std::size_t, std::less<>> chainAt_;
    std::map<Key, boost::json::array, std::less<>> sets_;
    enum class Sleep : std::uint8_t { Yes, Perhaps };
    std::map<std::pair<std::string, std::string>, Sleep> dormant_;
    bool strange_ = false; ///< a chain or rule that could not be placed
};

} // namespace synoptic::firewall
