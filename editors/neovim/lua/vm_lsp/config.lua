--- The options of |vm_lsp.setup()|, checked, and what of them goes to the server.

local M = {}

---@class vm_lsp.Options
---@field cmd? string[] The server's command. Else `settings.server.command`, `vm-lsp` on PATH, or this checkout's own.
---@field filetypes? string[]
---@field root_markers? string[] The nearest folder with one of them is the workspace.
---@field autostart? boolean Whether setup also starts the server for these filetypes.
---@field hints? "inlay"|"virtual_text"|false Values as inlay hints, as virtual text at the line's end, or not at all.
---@field keymaps? boolean|table<string, string|false> `true`: `gvm` and `gvmm`; or keys by name.
---@field float? vm_lsp.FloatOptions
---@field picker? "auto"|"select"|"telescope"|"fzf-lua" What `:VmHistory` opens in; "auto": the first that is installed.
---@field statusline? {icons?: table<string, string>, text?: boolean}
---@field settings? table The server's: `vmLsp.limits.wallMs` is `{ limits = { wallMs = 1000 } }`.

---@class vm_lsp.FloatOptions
---@field border? string|string[]
---@field max_width? number A share of the screen (at most 1), or columns.
---@field max_height? number A share of the screen (at most 1), or lines.

---@type vm_lsp.Options
M.DEFAULTS = {
  cmd = nil,
  filetypes = { "javascript", "javascriptreact", "typescript", "typescriptreact" },
  root_markers = { "vm-lsp.toml", ".git", "package.json" },
  autostart = true,
  hints = "inlay",
  keymaps = false,
  float = { border = nil, max_width = 0.8, max_height = 0.6 },
  picker = "auto",
  statusline = {
    icons = { cold = "○", starting = "◌", ready = "●", busy = "◐", crashed = "✗", untrusted = "⊘" },
    text = true,
  },
  settings = {},
}

M.PICKERS = { "auto", "select", "telescope", "fzf-lua" }

-- Keys of the settings that are an editor's own business; the server would complain about them.
local CLIENT_ONLY = { "server", "trace" }

-- Where an empty table is a list; elsewhere it is a section with nothing in it.
local LISTS = { libraries = true, startupFiles = true, roots = true, extensions = true, redact = true }

local KEYMAP_NAMES = {
  "run", "line", "statement", "file", "stop", "restart", "clear", "value", "insert", "past", "history", "frames", "trust",
}

---@type vm_lsp.Options
local current = vim.deepcopy(M.DEFAULTS)

---@param name string
---@param value any
---@param accepted string|string[]|fun(value: any): boolean
---@param wanted? string what a predicate wants, in words
local function check(name, value, accepted, wanted)
  local ok, refusal
  if vim.fn.has("nvim-0.11") == 1 then
    ok, refusal = pcall(vim.validate, name, value, accepted, false, wanted)
  else
    ok, refusal = pcall(vim.validate, { [name] = { value, accepted, wanted } })
  end
  if not ok then
    error("vm_lsp: " .. tostring(refusal):gsub("^%S+:%d+: ", ""), 0) -- a person's init.lua, not this file, is wrong
  end
end

--- Raise where a table has a key that is not among `names`.
---@param name string
---@param value any
---@param names string[]
local function check_keys(name, value, names)
  check(name, value, "table")
  for key in pairs(value) do
    if not vim.list_contains(names, key) then
      local known = table.concat(names, ", ")
      error(("vm_lsp: `%s` has no `%s`. There are: %s."):format(name, tostring(key), known), 0)
    end
  end
end

---@param value any
---@return boolean
local function is_strings(value)
  return type(value) == "table" and vim.iter(value):all(function(one)
    return type(one) == "string"
  end)
end

---@param options vm_lsp.Options
local function validate(options)
  local names = vim.tbl_keys(M.DEFAULTS)
  table.insert(names, "cmd")
  table.sort(names)
  check_keys("options", options, names)
  local merged = vim.tbl_deep_extend("force", M.DEFAULTS, options)
  if merged.cmd ~= nil then
    check("options.cmd", merged.cmd, is_strings, "a list like { 'vm-lsp', 'serve' }")
  end
  check("options.filetypes", merged.filetypes, is_strings, "a list of filetypes")
  check("options.root_markers", merged.root_markers, is_strings, "a list of file names")
  check("options.autostart", merged.autostart, "boolean")
  check("options.hints", merged.hints, function(value)
    return value == "inlay" or value == "virtual_text" or value == false
  end, '"inlay", "virtual_text" or false')
  if type(merged.keymaps) ~= "boolean" then
    check_keys("options.keymaps", merged.keymaps, KEYMAP_NAMES)
  end
  check_keys("options.float", merged.float, { "border", "max_width", "max_height" })
  check("options.picker", merged.picker, function(value)
    return vim.list_contains(M.PICKERS, value)
  end, "one of " .. table.concat(M.PICKERS, ", "))
  check_keys("options.statusline", merged.statusline, { "icons", "text" })
  check("options.settings", merged.settings, "table")
end

--- Take a person's options over the defaults.
---@param options? vm_lsp.Options
function M.set(options)
  options = options or {}
  validate(options)
  current = vim.tbl_deep_extend("force", M.DEFAULTS, options)
end

--- Return the options in force.
---@return vm_lsp.Options
function M.get()
  return current
end

---@param settings table
---@return table
local function without_empty_sections(settings)
  local kept = {}
  for key, value in pairs(settings) do
    if type(value) == "table" and not vim.islist(value) then
      value = without_empty_sections(value)
    end
    if type(value) ~= "table" or next(value) or LISTS[key] then
      kept[key] = value
    end
  end
  return kept
end

--- Return settings as the server takes them: without what only concerns an editor.
---@param settings? table
---@return table an object in JSON, also when it is empty
function M.for_server(settings)
  local kept = without_empty_sections(settings or {})
  for _, key in ipairs(CLIENT_ONLY) do
    kept[key] = nil
  end
  return next(kept) and kept or vim.empty_dict()
end

return M
