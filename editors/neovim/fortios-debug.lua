-- Neovim 0.10 or newer: copy this to ~/.config/nvim/plugin/fortios-debug.lua. Needs fortios-debug on the PATH.

-- Asks whether the content of a file is a capture.
local function recognised(path)
  if vim.fn.filereadable(path) == 0 or vim.fn.executable('fortios-debug') == 0 then return end
  local asked = vim.system({ 'fortios-debug', 'detect', '--quiet', '--', path }):wait()
  if asked.code == 0 then return 'fortios-debug' end
end

vim.filetype.add({
  extension = { fgtlog = 'fortios-debug', ftklog = 'fortios-debug', fortilog = 'fortios-debug' },
  pattern = {
    ['.*%.log'] = recognised,
    ['.*%.txt'] = recognised,
    ['.*'] = { recognised, { priority = -math.huge } }, -- files without a type of their own
  },
})

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'fortios-debug',
  callback = function()
    vim.lsp.start({
      name = 'fortios-debug',
      cmd = { 'fortios-debug', 'lsp' },
      root_dir = vim.fn.getcwd(), -- one server for all captures
    })
  end,
})
